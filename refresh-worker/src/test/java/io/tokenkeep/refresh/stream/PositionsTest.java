package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private final Positions positions = new Positions(store());

    @Test
    void eachRecordIsTakenInOnce() {
        assertThat(positions.advance("tokens", 0, 100)).isTrue();
        assertThat(positions.advance("tokens", 0, 100)).isFalse();
        assertThat(positions.advance("tokens", 1, 100)).isTrue();
        assertThat(positions.advance("tokens", 0, 100)).isFalse();
        assertThat(positions.next("tokens")).isEqualTo(2);
    }

    @Test
    void topicsDoNotMix() {
        positions.advance("tokens", 7, 100);

        assertThat(positions.advance("refresh-outcomes", 0, 100)).isTrue();
        assertThat(positions.next("account-commands")).isZero();
    }

    @Test
    void brokerClockThatWentBackMakesNoReplayLookNew() {
        positions.advance("tokens", 0, 100);
        positions.advance("tokens", 1, 90);

        assertThat(positions.advance("tokens", 0, 100)).isFalse();
        assertThat(positions.advance("tokens", 2, 80)).isTrue();
    }

    @Test
    void topicMadeAnewIsReadFromItsStart() {
        positions.advance("tokens", 5000, 100);

        assertThat(positions.advance("tokens", 0, 101)).isTrue();
        assertThat(positions.next("tokens")).isEqualTo(1);
    }

    private static KeyValueStore<String, byte[]> store() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        KeyValueStore<String, byte[]> made = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("positions"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        made.init(context.getStateStoreContext(), made);
        return made;
    }
}
