package io.tokenkeep.soak.people;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** One person's browser, which keeps cookies and follows redirects only on request. */
public final class Browser {

    private static final Duration CALL = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CALL)
            .build();

    /** Opens a connect link and returns the address of the provider's consent page. */
    public URI consentPage(URI link) throws IOException, InterruptedException {
        return location(link);
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
