package io.tokenkeep.exchange.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.Ownerships;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppQueueTest {

    private final AppQueue queue = new AppQueue("app");
    private int sequence;

    @Test
    void sourcesAlternateAndEachKeepsItsOrder() {
        add("flood", "f1", "f2", "f3", "f4");
        add("anna", "a1", "a2");
        add("", "n1");

        assertThat(polled()).containsExactly("f1", "a1", "n1", "f2", "a2", "f3", "f4");
    }

    @Test
    void sourceThatComesLaterIsNextAfterThoseThatWait() {
        add("flood", "f1", "f2", "f3");
        assertThat(key(queue.poll())).isEqualTo("f1");
        add("anna", "a1");

        assertThat(polled()).containsExactly("f2", "a1", "f3");
    }

    @Test
    void longestReadyIsReportedWhicheverIsNext() {
        add("flood", "f1", "f2");
        add("anna", "a1");
        queue.poll();

        assertThat(key(queue.first())).isEqualTo("f2");
        assertThat(queue.ready()).isEqualTo(2);
    }

    @Test
    void sourceWithNothingReadyTakesNoMemory() {
        List<Task> tasks = new ArrayList<>(add("anna", "a1"));
        tasks.addAll(add("berta", "b1"));
        assertThat(queue.sources()).isEqualTo(2);

        queue.poll();
        queue.remove(tasks.get(1));

        assertThat(queue.sources()).isZero();
        assertThat(queue.ready()).isZero();
        assertThat(queue.poll()).isNull();
    }

    private List<Task> add(String source, String... keys) {
        List<Task> tasks = new ArrayList<>();
        for (String key : keys) {
            ConsumerRecord<byte[], byte[]> record =
                    new ConsumerRecord<>("codes", 0, sequence, new byte[0], new byte[0]);
            Delivery delivery = new Delivery(record, Ownerships.sure(), () -> {});
            Task task = new Task(delivery, new FakeJob(key, "app", source), 0, sequence++);
            queue.add(task);
            tasks.add(task);
        }
        return tasks;
    }

    private List<String> polled() {
        List<String> keys = new ArrayList<>();
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            keys.add(key(task));
        }
        return keys;
    }

    private static String key(@Nullable Task task) {
        return Objects.requireNonNull(task).job().key();
    }
}
