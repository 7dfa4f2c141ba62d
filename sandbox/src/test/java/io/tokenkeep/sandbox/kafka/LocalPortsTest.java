package io.tokenkeep.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalPortsTest {

    @Test
    void portThatIsAboutToBeTakenIsNotGivenAgain() {
        int seed = 11;
        int first = LocalPorts.free(new Random(seed));

        assertThat(LocalPorts.free(new Random(seed))).isNotEqualTo(first);
        assertThat(LocalPorts.freeBut(first, new Random(seed))).isNotEqualTo(first);
    }

    @Test
    void twoOwnersHaveDifferentSlices() {
        Random random = new Random(3);
        PortSlice one = PortSlice.take(32_000, 32_320, random);
        PortSlice other = PortSlice.take(32_000, 32_320, random);

        assertThat(one.isOwned()).isTrue();
        assertThat(other.isOwned()).isTrue();
        assertThat(portsOf(one)).doesNotContainAnyElementsOf(portsOf(other));
    }

    @Test
    void whereEverySliceHasAnOwnerOneIsShared() {
        Random random = new Random(3);
        List<PortSlice> taken = Stream.generate(() -> PortSlice.take(32_320, 32_640, random))
                .limit(17)
                .toList();

        assertThat(taken.get(16).isOwned()).isFalse();
        assertThat(portsOf(taken.get(16))).allMatch(port -> port > 32_320 && port < 32_640);
    }

    private static List<Integer> portsOf(PortSlice slice) {
        Random random = new Random(5);
        return IntStream.range(0, 200).mapToObj(i -> slice.draw(random)).toList();
    }
}
