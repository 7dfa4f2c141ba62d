package io.tokenkeep.exchange.confirm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the records of {@code held-consents} beside a partition of decisions are read. */
class HeldConsentReaderTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant END = NOON.plus(Duration.ofHours(1));
    private static final TopicPartition PARTITION = new TopicPartition(Topics.HELD_CONSENTS.name(), 0);
    private static final TopicPartition DECISIONS = new TopicPartition(Topics.CONSENT_DECISIONS.name(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final HeldConsents held = new HeldConsents(2);
    private final MutableClock clock = MutableClock.at(NOON);
    private final List<HeldConsent> due = new ArrayList<>();
    private final List<Runnable> acknowledged = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final CompanionReader reader = HeldConsentReader.of(
            new CompanionReader.Source(consumer, TopicNames.WITHOUT_PREFIX),
            held,
            new HeldConsentReader.Output(
                    (consent, acknowledged) -> {
                        due.add(consent);
                        this.acknowledged.add(acknowledged);
                    },
                    (record, reason) -> unreadable.add(reason)),
            clock);
    private long end;

    @BeforeEach
    void empty() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        ends(0);
    }

    @Test
    void waitThatEndedWhileNobodyWatchedIsFoundOnceEverythingIsRead() {
        ends(2);
        reader.assigned(List.of(DECISIONS));
        clock.set(END);
        write("anna", HeldConsentsTest.consent("anna", END));
        rounds();
        assertThat(due).as("a null may follow").isEmpty();

        write("bert", null);
        rounds();

        assertThat(due).containsExactly(HeldConsentsTest.consent("anna", END));
    }

    @Test
    void nullForgetsTheConsent() {
        reader.assigned(List.of(DECISIONS));
        write("anna", HeldConsentsTest.consent("anna", END));
        write("anna", null);

        reader.round();

        assertThat(held.find(0, "anna")).isNull();
        assertThat(held.size()).isZero();
    }

    @Test
    void unreadableRecordHidesAnOlderOne() {
        reader.assigned(List.of(DECISIONS));
        write("anna", HeldConsentsTest.consent("anna", END));
        reader.round();
        write("anna", HeldConsentsTest.consent("bert", END));
        reader.round();

        assertThat(unreadable).containsExactly("key and authorizationId differ");
        assertThat(held.find(0, "anna")).isNull();
        assertThat(held.isUnreadable(0, "anna")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void recordThatCannotBeUsedIsSetAside(String reason, HeldConsent consent) {
        reader.assigned(List.of(DECISIONS));
        reader.round();
        write("anna", consent);
        reader.round();

        assertThat(unreadable).containsExactly(reason);
        assertThat(held.find(0, "anna")).isNull();
        assertThat(held.isUnreadable(0, "anna")).isTrue();
    }

    static List<Arguments> unusable() {
        HeldConsent anna = HeldConsentsTest.consent("anna", END);
        HeldConsent bert = HeldConsentsTest.consent("bert", END);
        return List.of(
                Arguments.of(
                        "key and authorizationId differ",
                        HeldConsent.newBuilder(bert).setCode(anna.getCode()).build()),
                Arguments.of(
                        "key and authorizationId differ",
                        HeldConsent.newBuilder(anna).setCode(bert.getCode()).build()),
                Arguments.of(
                        "a state of a newer version",
                        HeldConsent.newBuilder(anna).setState(HeldState.UNKNOWN).build()),
                Arguments.of(
                        "account is no <app>:<accountId>",
                        HeldConsent.newBuilder(anna).setAccount("27").build()));
    }

    @Test
    void recordWithoutAKeyIsSetAside() {
        reader.assigned(List.of(DECISIONS));
        reader.round();
        write(null, HeldConsentsTest.consent("anna", END));
        reader.round();

        assertThat(unreadable).containsExactly("no key");
        assertThat(held.size()).isZero();
    }

    @Test
    void recordThatAnEarlierOwnerHasSetAsideIsNotSetAsideAgain() {
        ends(1);
        reader.assigned(List.of(DECISIONS));
        write("anna", HeldConsentsTest.consent("bert", END));
        reader.round();

        assertThat(unreadable).isEmpty();
        assertThat(held.isUnreadable(0, "anna")).isTrue();
    }

    @Test
    void recordsBeyondTheBoundAreReadWhenThereIsRoom() {
        reader.assigned(List.of(DECISIONS));
        reader.round();
        write("anna", HeldConsentsTest.consent("anna", END));
        write("bert", HeldConsentsTest.consent("bert", END));
        reader.round();
        write("carl", HeldConsentsTest.consent("carl", END));
        reader.round();
        assertThat(held.find(0, "carl")).isNull();

        held.put(0, "anna", null);
        reader.round();

        assertThat(held.find(0, "carl")).isNotNull();
    }

    @Test
    void whoWaitsForTheEndIsWokenAtTheBoundAndKnowsThatItIsNotReached() {
        reader.assigned(List.of(DECISIONS));
        reader.round();
        write("anna", HeldConsentsTest.consent("anna", END));
        write("bert", HeldConsentsTest.consent("bert", END));
        reader.round();
        write("carl", HeldConsentsTest.consent("carl", END));
        ends(3);
        List<Boolean> reached = new ArrayList<>();

        reader.whenReadToEnd(0, reached::add);
        reader.round();

        assertThat(reached).containsExactly(false);
        held.put(0, "anna", null);
        reader.whenReadToEnd(0, reached::add);
        reader.round();
        assertThat(reached).containsExactly(false, true);
        assertThat(held.find(0, "carl")).isNotNull();
    }

    @Test
    void endsThatKafkaDoesNotTakeDoNotPileUp() {
        int most = 1000;
        HeldConsents many = new HeldConsents(2 * most);
        CompanionReader other = HeldConsentReader.of(
                new CompanionReader.Source(consumer, TopicNames.WITHOUT_PREFIX),
                many,
                new HeldConsentReader.Output((consent, done) -> acknowledged.add(done), (record, reason) -> {}),
                clock);
        other.assigned(List.of(DECISIONS));
        other.round();
        for (int i = 0; i <= most; i++) {
            many.put(0, "consent " + i, HeldConsentsTest.consent("consent " + i, END));
        }
        clock.set(END);
        other.round();
        assertThat(acknowledged).hasSize(most);
        clock.advance(Duration.ofHours(1));
        other.round();
        assertThat(acknowledged).as("none of them is on the topic").hasSize(most);

        acknowledged.get(0).run();
        clock.advance(Duration.ofSeconds(1));
        other.round();

        assertThat(acknowledged).hasSize(most + 1);
    }

    @Test
    void consentsAreLookedThroughOnceASecond() {
        reader.assigned(List.of(DECISIONS));
        clock.set(END);
        rounds();
        held.put(0, "anna", HeldConsentsTest.consent("anna", END));

        clock.advance(Duration.ofMillis(999));
        reader.round();
        assertThat(due).isEmpty();
        clock.advance(Duration.ofMillis(1));
        reader.round();

        assertThat(due).hasSize(1);
    }

    private void rounds() {
        reader.round();
        clock.advance(Duration.ofSeconds(1));
        reader.round();
    }

    private void ends(long offset) {
        consumer.updateEndOffsets(Map.of(PARTITION, offset, DECISIONS, 0L));
    }

    private void write(@Nullable String key, @Nullable HeldConsent value) {
        byte[] bytes = value == null ? null : Topics.HELD_CONSENTS.codec().encode(value);
        byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, end, keyBytes, bytes));
        end++;
    }
}
