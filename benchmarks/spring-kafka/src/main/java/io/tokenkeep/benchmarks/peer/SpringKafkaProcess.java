package io.tokenkeep.benchmarks.peer;

import io.tokenkeep.benchmarks.exchange.BareClient;
import io.tokenkeep.benchmarks.exchange.BareProgram;
import io.tokenkeep.benchmarks.exchange.BareWork;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

/** The same work by spring-kafka with asynchronous acknowledgements: it commits what is done, and stands until a poll is. */
public final class SpringKafkaProcess {

    private static final int CONSUMERS = 2;

    private SpringKafkaProcess() {}

    public static void main(String[] arguments) throws IOException {
        BareProgram.run(arguments, SpringKafkaProcess::read);
    }

    private static void read(BareProgram program) {
        Map<String, Object> settings = new HashMap<>(program.consumer());
        settings.put("max.poll.records", program.most() / CONSUMERS);
        Vertx vertx = Vertx.vertx();
        Context context = vertx.getOrCreateContext();
        BareWork work = new BareWork(BareClient.create(vertx, program.most()), program.settings(), program.producer());
        ContainerProperties container = new ContainerProperties(Topics.AUTHORIZATION_CODES.name());
        container.setAckMode(AckMode.MANUAL);
        container.setAsyncAcks(true);
        AcknowledgingMessageListener<byte[], byte[]> listener = (record, acknowledgement) ->
                context.runOnContext(nothing -> work.exchange(record).onComplete(done -> {
                    if (acknowledgement != null) {
                        acknowledgement.acknowledge();
                    }
                }));
        container.setMessageListener(listener);
        ConcurrentMessageListenerContainer<byte[], byte[]> consumers = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                container);
        consumers.setConcurrency(CONSUMERS);
        consumers.start();
    }
}
