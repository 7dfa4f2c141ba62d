package io.tokenkeep.quickstart.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.link.ConnectRequest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A person with a browser, who follows a connect link to the made-up provider and comes back. */
final class PlainOAuthPerson {

    private final PlainOAuthServices services;
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    PlainOAuthPerson(PlainOAuthServices services) {
        this.services = services;
    }

    /** Consents. The code was published when this returns. */
    void consents() throws Exception {
        HttpResponse<String> arrived = get(location(consentPage()));
        assertThat(arrived.statusCode()).as(arrived.body()).isEqualTo(303);
    }

    /** Declines, and returns the page that the person then sees. */
    String declines() throws Exception {
        return get(location(URI.create(consentPage() + "&decision=no"))).body();
    }

    private URI consentPage() throws Exception {
        return location(services.callback()
                .links()
                .link(new ConnectRequest(PlainOAuthServices.APP, "a client"), Duration.ofHours(1)));
    }

    private URI location(URI from) throws Exception {
        HttpResponse<String> answer = get(from);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
