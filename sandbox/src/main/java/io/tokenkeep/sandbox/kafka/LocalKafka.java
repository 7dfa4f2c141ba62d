package io.tokenkeep.sandbox.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A one-node KRaft broker in this JVM, reachable on the loopback interface only. {@link #stop()} and
 * {@link #restart()} keep port and data, so that a test can take the broker away and bring it back. Thread-safe.
 */
public final class LocalKafka implements AutoCloseable {
    private final int port;
    private final Path directory;
    private final boolean temporary;
    private final Map<String, String> overrides;
    private final String clusterId;
    private @Nullable KafkaRaftServer server;
    private Duration ahead = Duration.ZERO;

    private LocalKafka(int port, Path directory, boolean temporary, Map<String, String> overrides, String clusterId) {
        this.port = port;
        this.directory = directory;
        this.temporary = temporary;
        this.overrides = overrides;
        this.clusterId = clusterId;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A broker with all defaults: a free port and a temporary directory. */
    public static LocalKafka start() {
        return builder().start();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    public synchronized boolean running() {
        return server != null;
    }

    /** Stops the broker and keeps topics, records and committed offsets for {@link #restart()}. */
    public synchronized void stop() {
        var running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** Restarts the broker as {@link #restart()} does, with a clock that is ahead of the system's by this duration. */
    public synchronized void restartAhead(Duration ofTheSystem) {
        stop();
        ahead = ofTheSystem;
        restart();
    }

    /** Starts a stopped broker again with the same port and data. Does nothing to a running broker. */
    public synchronized void restart() {
        if (server == null) {
            LocalPorts.requireFree("Kafka", port);
            int controllerPort = LocalPorts.freeBut(port, new SecureRandom());
            Properties settings = BrokerSettings.of(directory, port, controllerPort, overrides);
            var config = new KafkaConfig(settings, false);
            BrokerStorage.formatIfNew(directory, config.nodeId(), clusterId);
            var starting = new KafkaRaftServer(config, ahead.isZero() ? Time.SYSTEM : new TimeAhead(ahead));
            try {
                starting.startup();
            } catch (RuntimeException failed) {
                starting.shutdown();
                throw failed;
            }
            server = starting;
        }
    }

    /** Stops the broker and removes its directory, unless the directory was given. */
    @Override
    public synchronized void close() {
        stop();
        if (temporary) {
            BrokerStorage.delete(directory);
        }
    }

    /** Configures where the broker listens and where it keeps its data. Every setting has a default. */
    public static final class Builder {
        private final Map<String, String> overrides = new HashMap<>();
        private String clusterId = Uuid.randomUuid().toString();
        private int port;
        private @Nullable Path directory;

        private Builder() {}

        /** The port to listen on; 0, the default, takes a free one. */
        public Builder port(int chosen) {
            this.port = chosen;
            return this;
        }

        /** A directory that is kept and may contain an earlier broker's data; by default a temporary one. */
        public Builder directory(Path kept) {
            this.directory = kept;
            return this;
        }

        /** The cluster id with which a new directory is formatted. All nodes of a cluster need the same id. */
        public Builder clusterId(String chosen) {
            this.clusterId = chosen;
            return this;
        }

        /** Sets any broker setting and overrides the defaults of this class. */
        public Builder property(String name, String value) {
            overrides.put(name, value);
            return this;
        }

        /**
         * Starts the broker and returns when it accepts requests.
         *
         * @throws io.tokenkeep.sandbox.PortInUseException if the chosen port is taken
         */
        public LocalKafka start() {
            int listening = port == 0 ? LocalPorts.free(new SecureRandom()) : port;
            LocalPorts.requireFree("Kafka", listening);
            var kept = directory;
            var kafka = new LocalKafka(
                    listening,
                    kept == null ? temporaryDirectory() : kept,
                    kept == null,
                    Map.copyOf(overrides),
                    clusterId);
            try {
                kafka.restart();
            } catch (RuntimeException failed) {
                kafka.close();
                throw failed;
            }
            return kafka;
        }

        private static Path temporaryDirectory() {
            try {
                return Files.createTempDirectory("local-kafka-");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
