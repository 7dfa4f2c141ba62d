package io.tokenkeep.console.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeletionRequestsTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String KEY = "facebook-main:1";

    private final DeletionRequests requests = new DeletionRequests();

    @Test
    void laterConsentIsNotConcerned() {
        read(AccountCommandKind.DELETE_DATA, NOON, NOON.plusSeconds(60));

        assertThat(requests.containsKey(KEY, NOON)).isTrue();
        assertThat(requests.containsKey(KEY, NOON.plusMillis(1)))
                .as("the person consented after the request, and its record came later")
                .isFalse();
        assertThat(requests.containsKey("facebook-main:2", NOON)).isFalse();
    }

    @Test
    void recordTimeCountsWhereThereIsNoBetterOne() {
        read(AccountCommandKind.DELETE_DATA, null, NOON);
        assertThat(requests.containsKey(KEY, NOON)).isTrue();
        assertThat(requests.containsKey(KEY, NOON.plusMillis(1))).isFalse();

        read(AccountCommandKind.DELETE_DATA, NOON.plusSeconds(300), NOON.plusSeconds(1));

        assertThat(requests.containsKey(KEY, NOON.plusSeconds(1))).isTrue();
        assertThat(requests.containsKey(KEY, NOON.plusSeconds(2)))
                .as("a provider's clock that is ahead")
                .isFalse();
    }

    @Test
    void earlierRequestThatIsReadLaterTakesNothingBack() {
        read(AccountCommandKind.DELETE_DATA, NOON, NOON);
        read(AccountCommandKind.DELETE_DATA, NOON.minusSeconds(60), NOON.plusSeconds(1));

        assertThat(requests.containsKey(KEY, NOON)).isTrue();
    }

    @Test
    void otherCommandsDeleteNothing() {
        for (AccountCommandKind kind : AccountCommandKind.values()) {
            if (kind != AccountCommandKind.DELETE_DATA) {
                read(kind, NOON, NOON);
            }
        }

        assertThat(requests.size()).isZero();
    }

    private void read(AccountCommandKind kind, @Nullable Instant signedAt, Instant writtenAt) {
        AccountCommand command = AccountCommand.newBuilder()
                .setRequestId("request")
                .setAccount(KEY)
                .setKind(kind)
                .setRequestedAt(writtenAt)
                .setSignedAt(signedAt)
                .build();
        requests.add(KEY, command, new RecordPlace(0, 0, writtenAt));
    }
}
