package io.tokenkeep.quickstart;

import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.soak.people.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A person whose way from a connect link to the page behind the redirect a test may bend at every step. */
final class Wanderer {

    private final Playground playground;
    private final Browser browser = new Browser();

    Wanderer(Playground playground) {
        this.playground = playground;
    }

    /** The provider's consent page, as our redirect names it. */
    URI consentPage(ProviderDescription provider) throws IOException, InterruptedException {
        ConnectRequest request = new ConnectRequest(SimulatedApp.of(provider).name(), "a client");
        return browser.consentPage(playground.started().services().links().link(request, Duration.ofHours(1)));
    }

    /** Decides there; the address that leads back, without what a browser keeps to itself. */
    URI decide(URI consentPage, String username, String decision) throws IOException, InterruptedException {
        return browser.decide(consentPage, username, decision);
    }

    /** The name of the page behind the redirect; for a grant, of the one that follows the outcome. */
    String arrive(URI redirect) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.get(redirect);
        Optional<URI> next = Browser.target(redirect, answer);
        HttpResponse<String> page = next.isPresent() ? browser.get(next.get()) : answer;
        return page.body().replaceFirst("(?s).*data-page=\"([a-z-]+)\".*", "$1");
    }

    /** All of it, for somebody who grants what is asked. */
    void connect(ProviderDescription provider, String username) throws IOException, InterruptedException {
        String ignored = arrive(decide(consentPage(provider), username, "grant"));
    }
}
