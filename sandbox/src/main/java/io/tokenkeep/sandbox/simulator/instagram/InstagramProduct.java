package io.tokenkeep.sandbox.simulator.instagram;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.GraphEnvelope;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.oauth.Product;
import io.tokenkeep.sandbox.simulator.oauth.Product.Hindrance;
import io.tokenkeep.sandbox.simulator.registry.Provider;
import io.tokenkeep.sandbox.simulator.registry.Switch;
import io.tokenkeep.sandbox.simulator.registry.Switches;
import io.vertx.core.json.JsonObject;

/** Instagram, as it differs from Threads. */
final class InstagramProduct implements Product {
    private static final String MISLEADING = "Unsupported request - method type: get";
    private static final int BAD_REQUEST = 400;

    private final GraphErrors graph;
    private final Switches switches;

    InstagramProduct(GraphErrors graph, Switches switches) {
        this.graph = graph;
        this.switches = switches;
    }

    @Override
    public Provider provider() {
        return Provider.INSTAGRAM;
    }

    @Override
    public String title() {
        return "Instagram";
    }

    @Override
    public String basicScope() {
        return "instagram_business_basic";
    }

    @Override
    public String upgradeGrant() {
        return "ig_exchange_token";
    }

    @Override
    public String refreshGrant() {
        return "ig_refresh_token";
    }

    @Override
    public Answer hindered(Hindrance hindrance, String message) {
        return flat(
                switch (hindrance) {
                    case UNKNOWN_APP -> "Invalid platform app";
                    case FOREIGN_REDIRECT -> "Invalid redirect_uri";
                    case NOT_A_TESTER -> "Insufficient Developer Role";
                    case INSECURE_REDIRECT, BAD_PARAMETER -> message;
                });
    }

    /** Says neither that the secret is wrong nor, where the switch is on, anything that is true (K34). */
    @Override
    public Answer wrongSecret() {
        if (switches.isOn(Switch.MISLEADING_METHOD_ERROR)) {
            return misleading();
        }
        int code = switches.isOn(Switch.K34_CODE_1) ? 1 : 100;
        return graph.answer(GraphEnvelope.of(BAD_REQUEST, code, "Error validating client secret."));
    }

    /** What is answered where an invitation is pending, or a secret or a token is another product's. */
    Answer misleading() {
        return graph.answer(GraphEnvelope.of(BAD_REQUEST, 100, MISLEADING), "IGApiException");
    }

    static Answer flat(String message) {
        return Answer.json(
                BAD_REQUEST,
                new JsonObject()
                        .put("error_type", "OAuthException")
                        .put("code", BAD_REQUEST)
                        .put("error_message", message));
    }
}
