package io.tokenkeep.soak.people;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One person's browser, which keeps cookies and follows redirects only on request. */
public final class Browser {

    private static final Duration CALL = Duration.ofSeconds(20);
    private static final Pattern APP = Pattern.compile("name=\"app\" value=\"([\\w-]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CALL)
            .build();

    /** Opens a connect link and returns the address of the provider's consent page. */
    public URI consentPage(URI link) throws IOException, InterruptedException {
        return location(link);
    }

    /** Opens a connect link that shows a page first, and goes on there with its first app, to the provider's consent page. */
    public URI continueAt(URI link) throws IOException, InterruptedException {
        Matcher app = APP.matcher(get(link).body());
        if (!app.find()) {
            throw new IOException("the page of a connect link offers no app");
        }
        HttpRequest pressed = HttpRequest.newBuilder(link)
                .timeout(CALL)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("app=" + app.group(1)))
                .build();
        HttpResponse<String> answer = client.send(pressed, HttpResponse.BodyHandlers.ofString());
        return target(link, answer)
                .orElseThrow(() -> new IOException("HTTP " + answer.statusCode() + " after a connect link's page"));
    }

    /** Decides on the consent page and returns the address of the redirect, without its fragment. */
    public URI decide(URI consentPage, String username, String decision) throws IOException, InterruptedException {
        URI back = location(URI.create(consentPage + "&sim_user=" + username + "&sim_decision=" + decision));
        String text = back.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? back : URI.create(text.substring(0, hash));
    }

    public HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The target of an answer's redirect, if there is one. */
    public static Optional<URI> target(URI address, HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").map(address::resolve);
    }

    private URI location(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);
        // Only the path, because the query may contain a code.
        return target(address, answer)
                .orElseThrow(() -> new IOException("HTTP " + answer.statusCode() + " at " + address.getPath()));
    }
}
