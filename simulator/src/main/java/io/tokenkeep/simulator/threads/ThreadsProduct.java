package io.tokenkeep.simulator.threads;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.ClientChecks;
import io.tokenkeep.simulator.oauth.Product;
import io.tokenkeep.simulator.oauth.Product.Hindrance;
import io.tokenkeep.simulator.registry.Provider;

/** The differences of Threads from Instagram. */
final class ThreadsProduct implements Product {
    private final ThreadsErrors errors;
    private final GraphErrors graph;

    ThreadsProduct(ThreadsErrors errors, GraphErrors graph) {
        this.errors = errors;
        this.graph = graph;
    }

    @Override
    public Provider provider() {
        return Provider.THREADS;
    }

    @Override
    public String title() {
        return "Threads";
    }

    @Override
    public String basicScope() {
        return "threads_basic";
    }

    @Override
    public String upgradeGrant() {
        return "th_exchange_token";
    }

    @Override
    public String refreshGrant() {
        return "th_refresh_token";
    }

    @Override
    public Answer hindered(Hindrance hindrance, String message) {
        return errors.authorizePage(hindrance, message);
    }

    @Override
    public Answer wrongSecret() {
        return graph.answer(ClientChecks.WRONG_SECRET);
    }
}
