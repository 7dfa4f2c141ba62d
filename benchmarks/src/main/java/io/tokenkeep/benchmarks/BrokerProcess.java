package io.tokenkeep.benchmarks;

import io.tokenkeep.sandbox.kafka.LocalKafka;

/** A Kafka broker in a process of its own. */
public final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (LocalKafka kafka = LocalKafka.start()) {
            Child.serve(kafka.bootstrapServers());
        }
        System.exit(0);
    }
}
