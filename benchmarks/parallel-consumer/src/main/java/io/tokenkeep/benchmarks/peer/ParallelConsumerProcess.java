package io.tokenkeep.benchmarks.peer;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.vertx.VertxParallelEoSStreamProcessor;
import io.tokenkeep.benchmarks.exchange.BareProgram;
import io.tokenkeep.benchmarks.exchange.BareWork;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The same work by parallel-consumer: in order per key, committing what is done. */
public final class ParallelConsumerProcess {

    private ParallelConsumerProcess() {}

    public static void main(String[] arguments) throws IOException {
        BareProgram.run(arguments, ParallelConsumerProcess::read);
    }

    private static void read(BareProgram program) {
        Map<String, Object> settings = new HashMap<>(program.consumer());
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", program.most());
        ParallelConsumerOptions<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
                .ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(program.most())
                .build();
        Vertx vertx = Vertx.vertx();
        WebClient client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setMaxPoolSize(program.most() * 2)
                        .setMaxWaitQueueSize(program.most() * 2));
        BareWork work = new BareWork(client, program.settings(), program.producer());
        VertxParallelEoSStreamProcessor<byte[], byte[]> processor =
                new VertxParallelEoSStreamProcessor<>(vertx, client, options);
        processor.subscribe(List.of(Topics.AUTHORIZATION_CODES.name()));
        processor.vertxFuture(records -> work.exchange(records.getSingleConsumerRecord()));
    }
}
