package io.tokenkeep.exchange.provider;

import org.jspecify.annotations.Nullable;

/**
 * A Page of a person for which no token is published: the provider gave none, or the consent was not meant for it.
 *
 * @param name null if the provider did not say
 */
public record PageWithoutToken(String id, @Nullable String name, Reason reason) {

    /** Why there is no token. */
    public enum Reason {
        /** The person's list names the Page without a token: a permission or a task is missing. */
        NO_TOKEN,
        /** Only a business portfolio shows it: the person did not tick it in the dialog. */
        NOT_TICKED,
        /** The person granted the Page, and it could not be read. */
        NOT_REACHABLE,
        /** The person granted the Page, and the consent was meant for other Pages. */
        WITHHELD
    }
}
