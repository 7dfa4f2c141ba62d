package io.tokenkeep.soak.process;

import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker as a process that can be killed. Arguments: port, directory. */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (LocalKafka kafka = LocalKafka.builder()
                .port(Integer.parseInt(arguments[0]))
                .directory(Path.of(arguments[1]))
                .start()) {
            System.out.println("broker at " + kafka.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }
}
