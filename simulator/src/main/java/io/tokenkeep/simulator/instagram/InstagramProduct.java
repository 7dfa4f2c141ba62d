package io.tokenkeep.simulator.instagram;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.Product;
import io.tokenkeep.simulator.oauth.Product.Hindrance;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The differences of Instagram from Threads. */
final class InstagramProduct implements Product {
    private static final String MISLEADING = "Unsupported request - method type: get";
    private static final int BAD_REQUEST = 400;

    private final GraphErrors graph;
    private final World world;

    InstagramProduct(GraphErrors graph, World world) {
        this.graph = graph;
        this.world = world;
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

    /** The error for a wrong secret: code 100, or code 1 by a switch (K34), or a misleading one by another. */
    @Override
    public Answer wrongSecret() {
        if (isOn(Switch.MISLEADING_METHOD_ERROR)) {
            return misleading();
        }
        int code = isOn(Switch.K34_CODE_1) ? 1 : 100;
        return graph.answer(GraphEnvelope.of(BAD_REQUEST, code, "Error validating client secret."));
    }

    /** An unpublished app works only for people who have accepted its invitation. */
    @Override
    public Optional<Answer> barredUpgrade(IssuedToken token) {
        boolean pending = isOn(Switch.DEVELOPMENT_MODE)
                && isOn(Switch.MISLEADING_METHOD_ERROR)
                && world.people()
                        .withId(token.person().id())
                        .filter(Person::isTester)
                        .isEmpty();
        return pending ? Optional.of(misleading()) : Optional.empty();
    }

    @Override
    public Optional<Answer> foreignToken() {
        return isOn(Switch.MISLEADING_METHOD_ERROR) ? Optional.of(misleading()) : Optional.empty();
    }

    private boolean isOn(Switch each) {
        return world.switches().isOn(each);
    }

    @Override
    public Documented documentedAuthorize() {
        return Product.super.documentedAuthorize().or("enable_fb_login", "force_reauth", "force_authentication");
    }

    /** The answer for a pending invitation, or for another product's secret or token. */
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
