package io.tokenkeep.callback;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A browser over real HTTP: it keeps the one cookie by path and follows nothing by itself. */
final class TestBrowser {

    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");
    private static final Pattern COOKIE = Pattern.compile("([^=;]+)=([^;]*);.*?Path=([^;]+).*");
    private static final int PIECE = 700;
    private static final Pattern PAGE = Pattern.compile("data-page=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final Map<String, String> cookies = new TreeMap<>();

    TestBrowser(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String field, String value) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))));
    }

    HttpResponse<String> postBody(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** The same in pieces, without saying how long it will be. */
    HttpResponse<String> postChunked(String path, String field, String value) {
        byte[] body = (field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(pieces(body)))));
    }

    private static List<byte[]> pieces(byte[] body) {
        return IntStream.iterate(0, from -> from < body.length, from -> from + PIECE)
                .mapToObj(from -> Arrays.copyOfRange(body, from, Math.min(from + PIECE, body.length)))
                .toList();
    }

    HttpResponse<String> method(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> getWithHeader(String path, String name, String value) {
        return send(request(path).header(name, value).GET());
    }

    /** The status line for an address that a well-behaved client would not send. */
    String statusOfRaw(String path) {
        String text = raw(path);
        Matcher matcher = PAGE.matcher(text);
        return text.substring(9, 12) + " " + (matcher.find() ? matcher.group(1) : "(no page)");
    }

    /** The whole answer for such an address. */
    String raw(String path) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Opens a connect link and returns the state that goes to the provider. */
    String begin(String path) {
        return state(get(path));
    }

    /** The state in the address to which an answer leads. */
    static String state(HttpResponse<String> response) {
        Matcher matcher = STATE.matcher(location(response));
        if (!matcher.find()) {
            throw new AssertionError("no state in the address of the provider");
        }
        return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    }

    /** The same person's browser, whose service has another port now. */
    TestBrowser withCookiesOf(TestBrowser other) {
        cookies.putAll(other.cookies);
        return this;
    }

    void forgetCookies() {
        cookies.clear();
    }

    static String page(HttpResponse<String> response) {
        Matcher matcher = PAGE.matcher(response.body());
        return response.statusCode() + " " + (matcher.find() ? matcher.group(1) : "(no page)");
    }

    static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow(() -> new AssertionError(page(response)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        String sent = path.split("\\?", 2)[0];
        cookies.forEach((cookiePath, cookie) -> {
            if (cookiePath.equals("/") || sent.equals(cookiePath) || sent.startsWith(cookiePath + "/")) {
                request.header("Cookie", cookie);
            }
        });
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            for (String header : response.headers().allValues("Set-Cookie")) {
                Matcher matcher = COOKIE.matcher(header);
                if (matcher.matches()) {
                    cookies.put(matcher.group(3), matcher.group(1) + "=" + matcher.group(2));
                }
            }
            return response;
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
