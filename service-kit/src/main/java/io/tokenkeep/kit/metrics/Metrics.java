package io.tokenkeep.kit.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tokenkeep.kit.Closer;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * A service's meters, each tagged with the service's name. Tags name kinds of things (an app, a topic, an outcome),
 * never accounts or people; {@link TagLimit} bounds the damage of a mistake in that. Any thread may use it.
 */
public final class Metrics implements AutoCloseable {
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MOST_TAG_VALUES = 200;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Closer closer = new Closer();

    private Metrics(String service) {
        registry.config().commonTags(Tags.of("service", service)).meterFilter(new TagLimit(MOST_TAG_VALUES));
        closer.add("registry", CLOSE_LIMIT, registry::close);
    }

    public static Metrics of(String service) {
        return new Metrics(service);
    }

    /** Adds the JVM's own meters; call it once per process. */
    public Metrics withJvm() {
        Stream.of(
                        new ClassLoaderMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmGcMetrics(),
                        new JvmThreadMetrics(),
                        new FileDescriptorMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics())
                .forEach(this::bind);
        return this;
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** Binds meters of other libraries, such as those of Kafka Streams, until this closes. */
    public void bind(MeterBinder binder) {
        binder.bindTo(registry);
        if (binder instanceof AutoCloseable closeable) {
            closer.add("meters", CLOSE_LIMIT, closeable);
        }
    }

    public void bind(Producer<?, ?> producer) {
        bind(new KafkaClientMetrics(producer));
    }

    public void bind(Consumer<?, ?> consumer) {
        bind(new KafkaClientMetrics(consumer));
    }

    /** All meters in Prometheus' text form. Takes a while with many meters: not for an event loop. */
    public String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public void close() {
        closer.close();
    }
}
