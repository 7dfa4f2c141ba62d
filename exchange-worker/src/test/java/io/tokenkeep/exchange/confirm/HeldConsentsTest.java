package io.tokenkeep.exchange.confirm;

import static io.tokenkeep.exchange.kafka.KnownProgress.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker knows of held consents, and when it asks for their end. */
class HeldConsentsTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant END = NOON.plus(Duration.ofHours(1));

    private final HeldConsents held = new HeldConsents(3);

    @Test
    void waitThatIsOverIsNamedOnceInFiveMinutesUntilItIsCarriedOut() {
        own();
        held.put(PARTITION, "anna", consent("anna", END));

        assertThat(held.takeDue(END.minusMillis(1), 10)).isEmpty();
        assertThat(ids(held.takeDue(END, 10))).containsExactly("anna");
        assertThat(held.takeDue(END.plus(Duration.ofMinutes(4)), 10)).isEmpty();
        assertThat(ids(held.takeDue(END.plus(Duration.ofMinutes(5)), 10))).containsExactly("anna");
        held.put(PARTITION, "anna", null);
        assertThat(held.takeDue(END.plus(Duration.ofHours(1)), 10)).isEmpty();
    }

    @Test
    void consentThatWaitsForSomethingElseNowIsNamedAtItsNewTime() {
        own();
        held.put(PARTITION, "anna", consent("anna", END));
        assertThat(held.takeDue(END, 10)).hasSize(1);

        held.put(PARTITION, "anna", consent("anna", END.plusSeconds(1)));

        assertThat(held.takeDue(END.plusSeconds(1), 10)).hasSize(1);
    }

    @Test
    void nothingIsNamedBeforeThePartitionWasReadCompletely() {
        held.begin(PARTITION);
        held.put(PARTITION, "anna", consent("anna", END));

        assertThat(held.takeDue(END, 10)).isEmpty();
        held.caughtUp(PARTITION);
        assertThat(held.takeDue(END, 10)).hasSize(1);
    }

    @Test
    void onlySomeAreNamedAtOnce() {
        own();
        held.put(PARTITION, "anna", consent("anna", END));
        held.put(PARTITION, "bert", consent("bert", END));

        assertThat(held.takeDue(END, 1)).hasSize(1);
        assertThat(held.takeDue(END, 1)).hasSize(1);
        assertThat(held.takeDue(END, 1)).isEmpty();
    }

    @Test
    void boundIsReportedAndEndsWithTheConsents() {
        own();
        held.put(PARTITION, "anna", consent("anna", END));
        held.put(PARTITION, "bert", consent("bert", END));
        assertThat(held.check().isOk()).isTrue();
        held.unreadable(PARTITION, "carl");

        assertThat(held.isFull()).isTrue();
        assertThat(held.check().isOk()).isFalse();
        assertThat(held.check().failure()).contains("held.consents.limit");
        held.put(PARTITION, "carl", null);
        assertThat(held.check().isOk()).isTrue();
    }

    @Test
    void partitionOfAnotherWorkerIsForgotten() {
        own();
        held.put(PARTITION, "anna", consent("anna", END));

        held.forget(PARTITION);
        held.put(PARTITION, "anna", consent("anna", END));

        assertThat(held.size()).isZero();
        assertThat(held.isCaughtUp(PARTITION)).isFalse();
    }

    private void own() {
        held.begin(PARTITION);
        held.caughtUp(PARTITION);
    }

    private static List<String> ids(List<HeldConsent> consents) {
        return consents.stream().map(HeldConsent::getAuthorizationId).toList();
    }

    static HeldConsent consent(String id, Instant until) {
        return HeldConsent.newBuilder()
                .setAuthorizationId(id)
                .setState(HeldState.AWAITING_CONFIRMATION)
                .setCode(AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp("threads-main")
                        .setSealedCode("")
                        .setRedirectUri("")
                        .setReceivedAt(NOON)
                        .build())
                .setOrderedAt(NOON)
                .setSealedAnswer("sealed")
                .setAccount("threads-main:27")
                .setHeldAt(NOON)
                .setUntil(until)
                .build();
    }
}
