package io.tokenkeep.account;

import io.tokenkeep.avro.Token;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * Which of two records about an account is current: the later decision, and under one decision the later publication.
 * {@code orderedAt} is when the broker took in what decided (a code, or an account command), and never a producer's
 * clock; {@code sequence} counts publications under it from 0.
 */
public record Rank(Instant orderedAt, long sequence) implements Comparable<Rank> {

    private static final Comparator<Rank> ORDER =
            Comparator.comparing(Rank::orderedAt).thenComparingLong(Rank::sequence);

    public Rank {
        if (sequence < 0) {
            throw new IllegalArgumentException("A sequence counts from 0");
        }
        // As on the wire: a finer one would outrank itself once read back.
        orderedAt = orderedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    public static Rank of(Token token) {
        return new Rank(token.getOrderedAt(), token.getSequence());
    }

    /**
     * The rank of a token that was imported: below that of every consent and of every end that somebody wanted, because this is the
     * earliest time that a record may have.
     */
    public static Rank ofImport() {
        return first(Sense.EARLIEST);
    }

    /** The first publication under a decision. */
    public static Rank first(Instant orderedAt) {
        return new Rank(orderedAt, 0);
    }

    /** The next publication under the same decision. */
    public Rank next() {
        return new Rank(orderedAt, sequence + 1);
    }

    /**
     * Whether a record of this rank at {@code offset} takes the place of one of rank {@code held} at {@code heldOffset}
     * of the same partition. At equal rank the higher offset is current, which is also what compaction keeps.
     */
    public boolean replaces(long offset, Rank held, long heldOffset) {
        int order = compareTo(held);
        return order > 0 || (order == 0 && offset > heldOffset);
    }

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
