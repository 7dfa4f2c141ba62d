package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.link.ShortSignature;
import io.tokenkeep.seal.KeySet;
import java.util.Optional;

/**
 * The value of a browser's cookie: its secret, signed. A value that was never issued here names no browser, so an attacker
 * cannot plant an invented value. Thread-safe.
 */
public final class BrowserCookies {

    private static final String SUBJECT = "browser";

    private final ShortSignature signature;

    public BrowserCookies(KeySet stateKeys) {
        this.signature = new ShortSignature(stateKeys, "tokenkeep browser cookie HS256");
    }

    /** The same browser has the same value until the active key changes. */
    public String value(Browser browser) {
        return signature.sign(SUBJECT, browser.secret());
    }

    /** The browser whose cookie has this value, if it was issued here. */
    public Optional<Browser> browser(String value) {
        return signature.read(SUBJECT, value).map(Browser::new);
    }
}
