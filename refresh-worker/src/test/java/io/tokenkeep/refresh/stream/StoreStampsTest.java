package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class StoreStampsTest {

    private final KeyValueStore<String, byte[]> metadata = Stored.inMemory("positions", Serdes.String());
    private final KeyValueStore<Bytes, byte[]> accounts = Stored.inMemory("accounts", Serdes.Bytes());
    private final KeyValueStore<Bytes, byte[]> due = Stored.inMemory("due", Serdes.Bytes());

    @Test
    void storesThatWereNeverStampedBelongTogether() {
        assertThat(stamps().differing()).isEmpty();
    }

    @Test
    void storesThatWereStampedTogetherBelongTogether() {
        stamps().renew();
        stamps().renew();

        assertThat(stamps().differing()).isEmpty();
    }

    @Test
    void emptyStoreIsNamed() {
        stamps().renew();
        clear(due);

        assertThat(stamps().differing()).containsExactly("due");
    }

    @Test
    void storeOfAnEarlierMomentIsNamed() {
        stamps().renew();
        byte[] earlier = due.all().next().value;
        stamps().renew();
        due.put(due.all().next().key, earlier);

        assertThat(stamps().differing()).containsExactly("due");
    }

    @Test
    void everyStoreIsNamedWhereTheTaskMetadataIsOlder() {
        stamps().renew();
        metadata.delete("stamp:");

        assertThat(stamps().differing()).containsExactly("accounts", "due");
    }

    @Test
    void stampSortsBehindTheLastKeyThatIsScanned() {
        stamps().renew();

        assertThat(accounts.range(null, StoreStamps.LAST_KEY).hasNext()).isFalse();
    }

    private StoreStamps stamps() {
        return new StoreStamps(new TaskMetadata(metadata), Map.of("accounts", accounts, "due", due));
    }

    private static void clear(KeyValueStore<Bytes, byte[]> store) {
        for (KeyValue<Bytes, byte[]> entry = store.all().next(); entry != null; ) {
            store.delete(entry.key);
            entry = store.all().hasNext() ? store.all().next() : null;
        }
    }
}
