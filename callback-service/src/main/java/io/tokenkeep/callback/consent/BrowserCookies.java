package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.link.ShortSignature;
import io.tokenkeep.seal.KeySet;
import java.util.Optional;

/**
 * What a browser's cookie holds: its secret, signed. A value that was never issued here is no browser, so nobody plants one
 * they made up. Thread-safe.
 */
public final class BrowserCookies {

    private static final String SUBJECT = "browser";

    private final ShortSignature signature;

    public BrowserCookies(KeySet stateKeys) {
        this.signature = new ShortSignature(stateKeys, "tokenkeep browser cookie HS256");
    }

    /** The same browser has the same value as long as the active key stays. */
    public String value(Browser browser) {
        return signature.sign(SUBJECT, browser.secret());
    }

    /** The browser whose cookie has this value, if it was issued here. */
    public Optional<Browser> browser(String value) {
        return signature.read(SUBJECT, value).map(Browser::new);
    }
}
