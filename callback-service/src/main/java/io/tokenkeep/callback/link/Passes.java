package io.tokenkeep.callback.link;

import io.tokenkeep.seal.KeySet;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads passes. A pass stands in an authorization's address and holds the end and the link of its invitation, signed.
 * Thread-safe.
 */
final class Passes {

    /** In place of the link's id, for a link of the start page. */
    private static final String OPEN = "o";

    private static final Pattern FORM = Pattern.compile("(\\d{1,11})~(o|[A-Za-z0-9_-]{12}|[A-Za-z0-9_-]{22})");

    /** When an invitation ends, and the id of its link. */
    record Pass(Instant ends, @Nullable String id) {}

    private final ShortSignature signature;

    Passes(KeySet stateKeys) {
        this.signature = new ShortSignature(stateKeys, "tokenkeep restart HS256");
    }

    /** The same authorization, end and link have the same pass at every instance. */
    String of(String authorizationId, Instant ends, @Nullable String id) {
        return signature.sign(authorizationId, ends.getEpochSecond() + "~" + (id == null ? OPEN : id));
    }

    /** The content of a pass; empty for every text that {@link #of} did not make for this authorization. */
    Optional<Pass> read(String authorizationId, String pass) {
        return signature
                .read(authorizationId, pass)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(said -> new Pass(
                        Instant.ofEpochSecond(Long.parseLong(said.group(1))),
                        said.group(2).equals(OPEN) ? null : said.group(2)));
    }
}
