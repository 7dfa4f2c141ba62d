package io.tokenkeep.exchange.provider;

import org.jspecify.annotations.Nullable;

/**
 * A Page that a person has and of which the provider gave no token.
 *
 * @param name null when the provider did not say
 */
public record PageWithoutToken(String id, @Nullable String name, Reason reason) {

    /** Why there is no token. */
    public enum Reason {
        /** It stands in the person's list without one: a permission or a task is missing. */
        NO_TOKEN,
        /** Only a business portfolio shows it: the person did not tick it in the dialog. */
        NOT_TICKED,
        /** The person granted it, and it could not be read. */
        NOT_REACHABLE
    }
}
