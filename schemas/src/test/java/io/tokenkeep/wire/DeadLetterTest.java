package io.tokenkeep.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final byte[] KEY = "threads-main:1".getBytes(UTF_8);
    private static final byte[] VALUE = {1, 2, 3};

    @Test
    void recordIsSetAsideAsItCameWithWhereAndWhy() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("refresh-commands", 7, 4_294_967_296L, KEY, VALUE);

        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(record, "body is no RefreshCommand (EOFException)");

        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(headers(letter))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "topic", "refresh-commands",
                        "partition", "7",
                        "offset", "4294967296",
                        "reason", "body is no RefreshCommand (EOFException)"));
    }

    @Test
    void partitionAndTimeAreLeftToTheProducerAndTheBroker() {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetter.of(new ConsumerRecord<>("refresh-commands", 7, 0, KEY, VALUE), "any");

        assertThat(letter.partition()).isNull();
        assertThat(letter.timestamp()).isNull();
    }

    @Test
    void recordWithoutKeyOrValueIsSetAsideToo() {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetter.of(new ConsumerRecord<>("account-commands", 0, 0, null, null), "no key");

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(headers(letter)).containsEntry("reason", "no key");
    }

    @Test
    void recordTooLargeToBeSentLeavesItsPlaceAndReason() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("tokens", 3, 5, KEY, new byte[1_000_001 - KEY.length]);

        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(record, "any");

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(headers(letter))
                .containsEntry("offset", "5")
                .containsEntry("reason", "any; too large to be kept here");
    }

    @Test
    void recordThatJustFitsIsSetAsideWhole() {
        byte[] value = new byte[1_000_000 - KEY.length];

        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(new ConsumerRecord<>("tokens", 3, 5, KEY, value), "any");

        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(value);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> letter) {
        Map<String, String> headers = new TreeMap<>();
        letter.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
