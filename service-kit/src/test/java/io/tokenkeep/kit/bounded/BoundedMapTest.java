package io.tokenkeep.kit.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoundedMapTest {

    @Test
    void entryPutFirstLeavesThoughItIsReadAndWritten() {
        BoundedMap<String, String> map = BoundedMap.byInsertion(2);
        map.put("a", "1");
        map.put("b", "2");
        map.put("a", "3");
        assertThat(map.find("a")).contains("3");
        assertThat(map.hasRemoved()).isFalse();

        map.put("c", "4");

        assertThat(map.contains("a")).isFalse();
        assertThat(map.find("b")).contains("2");
        assertThat(map.find("c")).contains("4");
        assertThat(map.size()).isEqualTo(2);
        assertThat(map.hasRemoved()).isTrue();
    }

    @Test
    void entryThatIsReadOutlivesOneThatIsNot() {
        BoundedMap<String, String> map = BoundedMap.byUse(2);
        map.put("a", "1");
        map.put("b", "2");
        assertThat(map.findOrPut("a", () -> "other")).isEqualTo("1");

        map.put("c", "3");

        assertThat(map.contains("a")).isTrue();
        assertThat(map.contains("b")).isFalse();
    }

    @Test
    void mergeFoldsWhatIsThereWithWhatComes() {
        BoundedMap<String, String> map = BoundedMap.byInsertion(2);
        map.merge("a", "1", String::concat);
        map.merge("a", "2", String::concat);

        assertThat(map.find("a")).contains("12");
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void everyWayToAddKeepsTheBound() {
        BoundedMap<String, String> map = BoundedMap.byUse(1);
        map.put("a", "1");
        map.merge("b", "2", String::concat);
        assertThat(map.contains("a")).isFalse();

        assertThat(map.findOrPut("c", () -> "3")).isEqualTo("3");

        assertThat(map.contains("b")).isFalse();
        assertThat(map.size()).isEqualTo(1);
        assertThat(map.limit()).isEqualTo(1);
    }

    @Test
    void limitBelowOneIsRefused() {
        assertThatThrownBy(() -> BoundedMap.byInsertion(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
