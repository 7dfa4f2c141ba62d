package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Provider;
import java.util.Optional;

/** In what Threads and Instagram differ, whose way from consent to refresh is otherwise the same. */
public interface Product {

    /** Why a person is not even asked. */
    enum Hindrance {
        UNKNOWN_APP,
        FOREIGN_REDIRECT,
        INSECURE_REDIRECT,
        BAD_PARAMETER,
        NOT_A_TESTER
    }

    Provider provider();

    /** As a person knows it. */
    String title();

    /** The permission without which nothing works. */
    String basicScope();

    /** The grant type of the exchange of a short-lived token. */
    String upgradeGrant();

    String refreshGrant();

    /** What the authorize page shows instead of a question. Never a redirect. */
    Answer hindered(Hindrance hindrance, String message);

    /** What the exchange of a short-lived token answers to a secret that is not the app's. */
    Answer wrongSecret();

    /** Why the exchange of a short-lived token is refused although all about it is right; empty if it is not. */
    default Optional<Answer> barredUpgrade(IssuedToken token) {
        return Optional.empty();
    }

    /** What the exchange of another product's token is answered, if not that it cannot be read. */
    default Optional<Answer> foreignToken() {
        return Optional.empty();
    }

    /** The parameters of the authorize page. */
    default Documented documentedAuthorize() {
        return Documented.of("client_id", "redirect_uri", "scope", "response_type")
                .or("state");
    }

    /** What every call but GET answers where only that is known. */
    default String unsupported(String verb) {
        return "Unsupported request - method type: " + verb;
    }
}
