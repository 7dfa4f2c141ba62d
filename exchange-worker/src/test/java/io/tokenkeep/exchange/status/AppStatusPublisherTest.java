package io.tokenkeep.exchange.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.exchange.status.AppStatusPublisher.View;
import java.time.Instant;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppStatusPublisherTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final View CALM = new View(null, null, 40);

    @Test
    void firstViewIsWorthARecord() {
        assertThat(CALM.differsFrom(null)).isTrue();
    }

    @Test
    void sameViewIsNone() {
        assertThat(CALM.differsFrom(new View(null, null, 40))).isFalse();
    }

    @Test
    void usageCountsFromFivePointsOn() {
        assertThat(new View(null, null, 44).differsFrom(CALM)).isFalse();
        assertThat(new View(null, null, 45).differsFrom(CALM)).isTrue();
        assertThat(new View(null, null, 35).differsFrom(CALM)).isTrue();
        assertThat(CALM.differsFrom(new View(null, null, null))).isTrue();
    }

    @Test
    void problemAndItsEndCountAtOnce() {
        View blocked = new View(AppProblem.BLOCKED, NOW, 40);

        assertThat(blocked.differsFrom(CALM)).isTrue();
        assertThat(CALM.differsFrom(blocked)).isTrue();
        assertThat(new View(AppProblem.BLOCKED, NOW.plusSeconds(60), 40).differsFrom(blocked))
                .isTrue();
        assertThat(new View(AppProblem.HOST_REFUSED, NOW, 40).differsFrom(blocked))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads-main", "other", "a", "facebook-of-somebody-else"})
    void keyHasThePartitionThatKafkasOwnPartitionerGivesIt(String app) {
        String key = AppStatusPublisher.key(app);
        byte[] bytes = new StringSerializer().serialize("", key);

        assertThat(AppStatusPublisher.partition(key, 12)).isEqualTo(BuiltInPartitioner.partitionForKey(bytes, 12));
    }
}
