package io.tokenkeep.exchange.cooldown;

/**
 * Who is about to call a provider.
 *
 * @param source where a refusal would come from as evidence against the app: a connect link or an account. However many
 *     calls one source makes, it counts once
 * @param lastAttempt whether what the call is about is lost unless it is made now: then it may probe an app although its own
 *     source was refused before
 * @param lasting whether the source goes on for ever, as an account does: in the end it may probe the app, too, where nobody
 *     else does
 */
public record Caller(String source, boolean lastAttempt, boolean lasting) {

    /** Somebody who came by a connect link. */
    public static Caller link(String link, boolean lastAttempt) {
        return new Caller("link " + link, lastAttempt, false);
    }

    /** Somebody who came by no link that is known: all of one client count as one. */
    public static Caller client(String client, boolean lastAttempt) {
        return new Caller("client " + client, lastAttempt, false);
    }

    /** A person's or a business's account, with everything that belongs to it. */
    public static Caller account(String account) {
        return new Caller("account " + account, false, true);
    }
}
