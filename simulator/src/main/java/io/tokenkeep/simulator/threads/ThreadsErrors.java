package io.tokenkeep.simulator.threads;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.Product.Hindrance;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.vertx.core.json.JsonObject;

/** The error shapes that only the Threads endpoints have: the authorize page's JSON and the flat envelope. */
final class ThreadsErrors {
    private static final int NOT_A_TESTER = 1349245;
    private static final int UNKNOWN_APP = 4476002;
    private static final int UNKNOWN_APP_BEFORE = 1349026;
    private static final int INSECURE_REDIRECT = 1349187;
    /** Meta's numbers for a foreign redirect URI and for a bad parameter are not documented; these are Facebook's. */
    private static final int FOREIGN_REDIRECT = 1349168;

    private static final int BAD_PARAMETER = 100;

    private final GraphErrors graph;
    private final Switches switches;

    ThreadsErrors(GraphErrors graph, Switches switches) {
        this.graph = graph;
        this.switches = switches;
    }

    Answer authorizePage(Hindrance hindrance, String message) {
        int code =
                switch (hindrance) {
                    case UNKNOWN_APP ->
                        switches.isOn(Switch.OLD_NUMBER_OF_UNKNOWN_APP) ? UNKNOWN_APP_BEFORE : UNKNOWN_APP;
                    case FOREIGN_REDIRECT -> FOREIGN_REDIRECT;
                    case INSECURE_REDIRECT -> INSECURE_REDIRECT;
                    case NOT_A_TESTER -> NOT_A_TESTER;
                    case BAD_PARAMETER -> BAD_PARAMETER;
                };
        return Answer.json(400, new JsonObject().put("error_message", message).put("error_code", code));
    }

    /** A code that was not redeemed. The flat shape is documented, the Graph shape (K10) was observed. */
    Answer refusedCode(Result result) {
        return switch (result) {
            case EXPIRED -> code(36007, "This authorization code has expired.");
            case REDIRECT_MISMATCH ->
                code(
                        36008,
                        "Error validating verification code. Please make sure your redirect_uri is identical to the one"
                                + " you used in the OAuth dialog request");
            default -> code(36009, "Matching code was not found or was already used");
        };
    }

    /** An unknown app or wrong secret at a code exchange. Clients must expect either shape (K10). */
    Answer refusedClient(GraphEnvelope problem) {
        return switches.isOn(Switch.K10_FLAT_CLIENT_ERRORS) ? flat(problem.message()) : graph.answer(problem);
    }

    Answer flat(String message) {
        return Answer.json(
                400,
                new JsonObject()
                        .put("error_type", "OAuthException")
                        .put("code", 400)
                        .put("error_message", message));
    }

    private Answer code(int subcode, String message) {
        return switches.isOn(Switch.K10_GRAPH_ERRORS)
                ? graph.answer(GraphEnvelope.of(400, 100, message).withSubcode(subcode))
                : flat(message);
    }
}
