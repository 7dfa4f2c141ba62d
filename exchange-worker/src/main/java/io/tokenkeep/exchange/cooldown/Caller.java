package io.tokenkeep.exchange.cooldown;

/**
 * The origin of a call to a provider.
 *
 * @param source counts as one piece of evidence against the app, however many calls it makes: a connect link or an
 *     account
 * @param lastAttempt whether the subject of the call is lost unless the call is made now; such a call may probe an app
 *     although its source was refused before
 * @param lasting whether the source never ends, as an account does; after a long time without other callers it may also
 *     probe the app
 */
public record Caller(String source, boolean lastAttempt, boolean lasting) {

    /** A person who came by a connect link. */
    public static Caller link(String link, boolean lastAttempt) {
        return new Caller("link " + link, lastAttempt, false);
    }

    /** A person without a known link; all such persons of one client count as one source. */
    public static Caller client(String client, boolean lastAttempt) {
        return new Caller("client " + client, lastAttempt, false);
    }

    /** A person's or a business's account, with its Pages. */
    public static Caller account(String account) {
        return new Caller("account " + account, false, true);
    }
}
