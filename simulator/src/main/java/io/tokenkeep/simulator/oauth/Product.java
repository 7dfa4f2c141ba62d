package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Provider;
import java.util.Optional;

/** The differences between Threads and Instagram, which are otherwise the same from consent to refresh. */
public interface Product {

    /** The reasons to refuse a request before the person is asked. */
    enum Hindrance {
        UNKNOWN_APP,
        FOREIGN_REDIRECT,
        INSECURE_REDIRECT,
        BAD_PARAMETER,
        NOT_A_TESTER
    }

    Provider provider();

    /** The name that people know. */
    String title();

    /** The permission that every call requires. */
    String basicScope();

    /** The grant type of the exchange of a short-lived token. */
    String upgradeGrant();

    String refreshGrant();

    /** The error that the authorize page shows. Never a redirect. */
    Answer hindered(Hindrance hindrance, String message);

    /** The answer of the exchange of a short-lived token to a wrong secret. */
    Answer wrongSecret();

    /** The refusal of a valid exchange of a short-lived token; empty if it is not refused. */
    default Optional<Answer> barredUpgrade(IssuedToken token) {
        return Optional.empty();
    }

    /** The answer to the exchange of another product's token; empty for the answer to an unknown token. */
    default Optional<Answer> foreignToken() {
        return Optional.empty();
    }

    /** The parameters of the authorize page. */
    default Documented documentedAuthorize() {
        return Documented.of("client_id", "redirect_uri", "scope", "response_type")
                .or("state");
    }

    /** The answer to every method but GET at an address that knows only GET. */
    default String unsupported(String verb) {
        return "Unsupported request - method type: " + verb;
    }
}
