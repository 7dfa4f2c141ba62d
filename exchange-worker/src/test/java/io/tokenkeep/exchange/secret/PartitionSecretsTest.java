package io.tokenkeep.exchange.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshSecretState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartitionSecretsTest {

    private static final String ACCOUNT = "plain-main:anna";
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final PartitionSecrets secrets = new PartitionSecrets();

    @Test
    void presentedOneOfTheSameRankCounts() {
        read(held(1, 0));
        read(presented(1, 0));

        assertThat(state()).isEqualTo(RefreshSecretState.PRESENTED);
    }

    @Test
    void unspentOneCountsAgain() {
        read(held(1, 0));
        read(presented(1, 0));
        read(held(1, 1));

        assertThat(state()).isEqualTo(RefreshSecretState.HELD);
    }

    @Test
    void recordOfALowerRankThatComesLateIsOvertaken() {
        read(held(1, 0));
        read(held(2, 0));
        read(presented(1, 0));

        assertThat(sequence()).isEqualTo(2);
        assertThat(secrets.takeOvertaken()).as("not before all is read").isEmpty();
        secrets.caughtUp();
        assertThat(secrets.takeOvertaken()).containsExactly(ACCOUNT);
        assertThat(secrets.takeOvertaken()).isEmpty();
    }

    @Test
    void recordThatWasWrittenAgainIsOvertakenNoMore() {
        read(held(2, 0));
        read(presented(1, 0));
        read(held(2, 0));
        secrets.caughtUp();

        assertThat(secrets.takeOvertaken()).isEmpty();
    }

    @Test
    void ownRecordsThatAreReadBackOvertakeNothing() {
        secrets.caughtUp();
        read(held(1, 0));
        written(presented(1, 0));
        written(held(2, 0));
        read(presented(1, 0));

        assertThat(sequence()).isEqualTo(2);
        read(held(2, 0));
        assertThat(sequence()).isEqualTo(2);
        assertThat(secrets.takeOvertaken()).isEmpty();
    }

    @Test
    void removedOneIsForgottenAndALateRecordIsRemovedAgain() {
        secrets.caughtUp();
        read(held(1, 0));
        secrets.written(ACCOUNT, SecretOrder.afterAll(new Rank(NOON, 5)), null);
        secrets.removed(ACCOUNT);
        read(presented(1, 0));

        assertThat(secrets.find(ACCOUNT)).isNull();
        assertThat(secrets.takeOvertaken()).containsExactly(ACCOUNT);
    }

    @Test
    void consentAfterARemovalCounts() {
        read(held(1, 0));
        secrets.removed(ACCOUNT);
        assertThat(secrets.find(ACCOUNT)).isNull();

        RefreshSecret later = RefreshSecret.newBuilder(held(0, 0))
                .setOrderedAt(NOON.plusSeconds(1))
                .build();
        read(later);

        assertThat(secrets.find(ACCOUNT)).isEqualTo(later);
    }

    @Test
    void unreadableRecordCountsUntilAReadableOneFollows() {
        read(held(1, 0));
        secrets.unreadable(ACCOUNT);
        assertThat(secrets.isUnreadable(ACCOUNT)).isTrue();

        read(held(2, 0));

        assertThat(secrets.isUnreadable(ACCOUNT)).isFalse();
    }

    private void read(RefreshSecret secret) {
        secrets.read(ACCOUNT, SecretOrder.of(secret), secret);
    }

    private void written(RefreshSecret secret) {
        secrets.written(ACCOUNT, SecretOrder.of(secret), secret);
    }

    private @Nullable RefreshSecretState state() {
        RefreshSecret found = secrets.find(ACCOUNT);
        return found == null ? null : found.getState();
    }

    private long sequence() {
        RefreshSecret found = secrets.find(ACCOUNT);
        return found == null ? -1 : found.getSequence();
    }

    private static RefreshSecret held(long sequence, int attempts) {
        return RefreshSecret.newBuilder()
                .setAccount(ACCOUNT)
                .setState(RefreshSecretState.HELD)
                .setSealedSecret("sealed")
                .setOrderedAt(NOON)
                .setSequence(sequence)
                .setAttempts(attempts)
                .build();
    }

    private static RefreshSecret presented(long sequence, int attempts) {
        return RefreshSecretRecords.presented(held(sequence, attempts), "command");
    }
}
