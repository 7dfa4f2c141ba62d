package io.tokenkeep.quickstart;

import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.config.ProviderKind;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A person whose way from a connect link to the page behind the redirect a test may bend at every step. */
final class Wanderer {

    private static final Duration CALL = Duration.ofSeconds(20);

    private final Playground playground;
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CALL)
            .build();

    Wanderer(Playground playground) {
        this.playground = playground;
    }

    /** The provider's consent page, as our redirect names it. */
    URI consentPage(ProviderKind provider) throws IOException, InterruptedException {
        ConnectRequest request = new ConnectRequest(SimulatedApp.of(provider).name(), "a client");
        return location(playground.started().services().links().link(request, Duration.ofHours(1)));
    }

    /** Decides there; the address that leads back, without what a browser keeps to itself. */
    URI decide(URI consentPage, String username, String decision) throws IOException, InterruptedException {
        URI back = location(URI.create(consentPage + "&sim_user=" + username + "&sim_decision=" + decision));
        String text = back.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? back : URI.create(text.substring(0, hash));
    }

    /** The name of the page behind the redirect; for a grant, of the one that follows the outcome. */
    String arrive(URI redirect) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(redirect);
        HttpResponse<String> page = answer.headers().firstValue("Location").isPresent()
                ? get(redirect.resolve(answer.headers().firstValue("Location").orElseThrow()))
                : answer;
        return page.body().replaceFirst("(?s).*data-page=\"([a-z-]+)\".*", "$1");
    }

    /** All of it, for somebody who grants what is asked. */
    void connect(ProviderKind provider, String username) throws IOException, InterruptedException {
        String ignored = arrive(decide(consentPage(provider), username, "grant"));
    }

    private URI location(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);
        // The path alone: the rest may hold a code.
        return address.resolve(answer.headers()
                .firstValue("Location")
                .orElseThrow(
                        () -> new IllegalStateException("HTTP " + answer.statusCode() + " at " + address.getPath())));
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(address).timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
    }
}
