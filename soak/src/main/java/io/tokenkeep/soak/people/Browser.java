package io.tokenkeep.soak.people;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** One person's browser, which keeps cookies and follows a redirect only when it is told to. */
public final class Browser {

    private static final Duration CALL = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CALL)
            .build();

    /** Where a connect link leads: the provider's consent page. */
    public URI consentPage(URI link) throws IOException, InterruptedException {
        return location(link);
    }

    /** Decides there; the address that leads back, without what a browser keeps to itself. */
    public URI decide(URI consentPage, String username, String decision) throws IOException, InterruptedException {
        URI back = location(URI.create(consentPage + "&sim_user=" + username + "&sim_decision=" + decision));
        String text = back.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? back : URI.create(text.substring(0, hash));
    }

    public HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Where an answer sends the browser, if it does. */
    public static Optional<URI> target(URI address, HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").map(address::resolve);
    }

    private URI location(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);
        // The path alone: the rest may hold a code.
        return target(address, answer)
                .orElseThrow(() -> new IOException("HTTP " + answer.statusCode() + " at " + address.getPath()));
    }
}
