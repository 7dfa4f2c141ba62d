package io.tokenkeep.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.sandbox.PortInUseException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class LocalKafkaIT {

    @Test
    void recordsComeBackInOrder(LocalKafka kafka) throws Exception {
        var topic = new TestTopic(kafka, "round-trip");
        topic.create();

        topic.send("one", "two", "three");

        assertThat(topic.read(3)).containsExactly("one", "two", "three");
    }

    @Test
    void stopAndRestartKeepPortAndRecords(LocalKafka kafka) throws Exception {
        var topic = new TestTopic(kafka, "kept");
        topic.create();
        topic.send("before");
        String servers = kafka.bootstrapServers();

        kafka.stop();
        assertThat(kafka.running()).isFalse();
        kafka.restart();
        topic.send("after");

        assertThat(kafka.bootstrapServers()).isEqualTo(servers);
        assertThat(topic.read(2)).containsExactly("before", "after");
    }

    @Test
    void unknownTopicIsNotCreatedByUse(LocalKafka kafka) throws Exception {
        var topic = new TestTopic(kafka, "never-made");

        assertThatThrownBy(() -> topic.send("lost")).hasMessageContaining("never-made");

        assertThat(topic.exists()).isFalse();
    }

    @Test
    void keptDirectoryIsStartedAgainOnAnotherPort(@TempDir Path directory) throws Exception {
        try (var first = LocalKafka.builder().directory(directory).start()) {
            var topic = new TestTopic(first, "old");
            topic.create();
            topic.send("from the first life");
        }

        try (var second = LocalKafka.builder().directory(directory).start()) {
            assertThat(new TestTopic(second, "old").read(1)).containsExactly("from the first life");
        }
        assertThat(directory).isNotEmptyDirectory();
    }

    @Test
    void temporaryDirectoryIsGoneAfterClose() throws Exception {
        Path directory;
        try (var kafka = LocalKafka.start()) {
            directory = kafka.directory();
            new TestTopic(kafka, "any").create();
            assertThat(directory).isNotEmptyDirectory();
        }

        assertThat(directory).doesNotExist();
    }

    @Test
    void takenPortIsNamed() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> LocalKafka.builder().port(port).start())
                    .isInstanceOfSatisfying(PortInUseException.class, taken -> assertThat(taken.port())
                            .isEqualTo(port))
                    .hasMessage("port " + port + " for Kafka is already in use");
        }
    }

    @Test
    void chosenPortIsUsed() {
        int port = LocalPorts.free(new Random(7));
        try (var kafka = LocalKafka.builder().port(port).start()) {
            assertThat(kafka.port()).isEqualTo(port);
        }
    }
}
