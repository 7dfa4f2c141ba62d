package io.tokenkeep.refresh;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MisconfiguredInternalTopicException;
import org.apache.kafka.streams.errors.MissingInternalTopicsException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.errors.UnknownTopologyException;
import org.rocksdb.RocksDBException;

/**
 * Decides which failures of a stream thread a new thread cannot repair: an operator has to change rights, settings, topics or
 * the disk, or the mistake is ours. Every other failure is a broker failure, which passes.
 */
final class FatalFailures {

    private static final List<Class<? extends KafkaException>> FATAL = List.of(
            AuthorizationException.class,
            AuthenticationException.class,
            UnsupportedVersionException.class,
            UnsupportedForMessageFormatException.class,
            ConfigException.class,
            InvalidConfigurationException.class,
            InvalidTopicException.class,
            MissingSourceTopicException.class,
            MissingInternalTopicsException.class,
            MisconfiguredInternalTopicException.class,
            TopologyException.class,
            UnknownTopologyException.class);

    private FatalFailures() {}

    static boolean isFatal(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .anyMatch(each -> FATAL.stream().anyMatch(type -> type.isInstance(each))
                        || each instanceof Error
                        || isOfTheDisk(each)
                        || isOurs(each));
    }

    /** Streams reports a failed store also if only its changelog could not be written. The cause of the failure decides. */
    private static boolean isOfTheDisk(Throwable failure) {
        if (!(failure instanceof ProcessorStateException)) {
            return false;
        }
        Throwable last = last(failure);
        return last instanceof ProcessorStateException
                || last instanceof RocksDBException
                || last instanceof IOException;
    }

    /** The class of the last cause. Messages are not shown, because they may hold more than a name. */
    static String name(Throwable failure) {
        return last(failure).getClass().getSimpleName();
    }

    private static Throwable last(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }

    /**
     * Kafka's clients also throw IllegalStateException, for instance after a transaction has ended. The class that threw it
     * decides.
     */
    private static boolean isOurs(Throwable failure) {
        if (!(failure instanceof RuntimeException) || failure instanceof KafkaException) {
            return false;
        }
        Optional<String> thrower = Stream.of(failure.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                .findFirst();
        return thrower.isEmpty() || !thrower.get().startsWith("org.apache.kafka.");
    }
}
