package io.tokenkeep.account;

import java.util.Objects;

/**
 * Key of an account on every topic: {@code <app>:<accountId>}. An app's name has no colon, so the first colon
 * separates. The id is text: the provider's ids exceed 2^53.
 */
public record AccountKey(String app, String accountId) {

    public AccountKey {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(accountId, "accountId");
        if (app.isEmpty() || app.indexOf(':') >= 0 || accountId.isEmpty()) {
            throw new IllegalArgumentException("An account key is <app>:<accountId>, both given, no colon in the app");
        }
    }

    /** Reads a record's key; {@link IllegalArgumentException} if the text is no key. */
    public static AccountKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("An account key is <app>:<accountId>");
        }
        return new AccountKey(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The form on the wire. */
    @Override
    public String toString() {
        return app + ":" + accountId;
    }
}
