package io.tokenkeep.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = Metrics.of("the-service");

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void tagWithoutEndStopsGrowing() {
        for (int i = 0; i < 1000; i++) {
            metrics.registry().counter("codes", "account", "threads-main:" + i).increment();
        }
        metrics.registry().counter("codes", "account", "threads-main:1").increment();
        metrics.registry().counter("others", "outcome", "issued").increment();

        String text = metrics.scrape();

        assertThat(text.lines().filter(line -> line.startsWith("codes_total"))).hasSize(200);
        assertThat(text).contains("others_total");
        assertThat(metrics.registry()
                        .counter("codes", "account", "threads-main:1")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void everyMeterNamesTheService() {
        metrics.registry().counter("codes", "outcome", "issued").increment();

        assertThat(metrics.scrape()).contains("codes_total{outcome=\"issued\",service=\"the-service\"} 1.0");
    }

    @Test
    void jvmTellsAboutItself() {
        metrics.withJvm();

        assertThat(metrics.scrape())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
    }

    @Test
    void kafkaClientTellsAboutItself() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1"),
                new StringSerializer(),
                new StringSerializer())) {
            metrics.bind(producer);

            assertThat(metrics.scrape()).contains("kafka_producer_");
        }
    }

    @Test
    void whatWasBoundIsClosedWithTheRest() {
        ClosingMeters meters = new ClosingMeters();
        metrics.bind(meters);

        metrics.close();

        assertThat(meters.closed).isTrue();
    }

    private static final class ClosingMeters implements MeterBinder, AutoCloseable {
        volatile boolean closed;

        @Override
        public void bindTo(io.micrometer.core.instrument.MeterRegistry registry) {
            registry.gauge("held", 1);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
