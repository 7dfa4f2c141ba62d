package io.tokenkeep.refresh;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** Reads what Kafka Streams reports about its threads. */
final class StreamThreads {

    private static final String DEAD = "DEAD";

    private StreamThreads() {}

    static long alive(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals(DEAD))
                .count();
    }

    /** Whether the calling stream thread has ever committed anything. */
    static boolean hasCommitted(KafkaStreams streams) {
        String thread = Thread.currentThread().getName();
        return streams.metrics().entrySet().stream()
                .filter(metric -> isCommits(metric.getKey(), thread))
                .map(Map.Entry::getValue)
                .map(Metric::metricValue)
                .anyMatch(commits -> commits instanceof Number number && number.doubleValue() > 0);
    }

    private static boolean isCommits(MetricName name, String thread) {
        return name.name().equals("commit-total")
                && name.group().equals("stream-thread-metrics")
                && thread.equals(name.tags().get("thread-id"));
    }

    /** How many partitions of each input this instance owns, by the group's assignment. */
    static int owned(KafkaStreams streams, int inputs) {
        double assigned = streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("assigned-partitions"))
                .filter(metric -> !metric.metricName()
                        .tags()
                        .getOrDefault("client-id", "")
                        .endsWith("restore-consumer"))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(value -> (Double) value)
                .sum();
        return (int) Math.ceil(assigned / inputs);
    }
}
