package io.tokenkeep.exchange.secret;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshSecretState;
import java.util.Comparator;

/**
 * Which of two records of one account counts: the one with the higher rank, then the one with more attempts, then the one that
 * says that the refresh token was presented. Records of one worker are written in this order, and a late record of an earlier
 * owner of the partition is lower.
 */
record SecretOrder(Rank rank, int attempts, boolean presented) implements Comparable<SecretOrder> {

    private static final Comparator<SecretOrder> ORDER = Comparator.comparing(SecretOrder::rank)
            .thenComparingInt(SecretOrder::attempts)
            .thenComparing(SecretOrder::presented);

    static SecretOrder of(RefreshSecret secret) {
        return new SecretOrder(
                new Rank(secret.getOrderedAt(), secret.getSequence()),
                secret.getAttempts(),
                secret.getState() != RefreshSecretState.HELD);
    }

    /** Above every record that came with a token of this rank or a lower one. */
    static SecretOrder afterAll(Rank rank) {
        return new SecretOrder(rank, Integer.MAX_VALUE, true);
    }

    @Override
    public int compareTo(SecretOrder other) {
        return ORDER.compare(this, other);
    }
}
