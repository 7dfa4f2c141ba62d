package io.tokenkeep.callback.page;

import org.jspecify.annotations.Nullable;

/**
 * Whom a page is for, as far as the request says. It decides the brand, and the language where the person has not chosen one.
 *
 * @param app null if the request names none or several
 * @param client the agency's label of the client
 * @param language the language tag of the link
 */
public record Audience(
        @Nullable String app,
        @Nullable String client,
        @Nullable String language) {

    /** Of a request that names nothing. */
    public static final Audience ANYBODY = new Audience(null, null, null);

    public static Audience ofApp(String app) {
        return new Audience(app, null, null);
    }
}
