package io.tokenkeep.soak.process;

import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a broker that can be killed, or its controller, as a process. They are two processes for this reason: a broker
 * that is its own controller counts as alive when it starts again, and leaves transaction markers unwritten for
 * partitions that have no leader yet. Arguments: {@code controller} or {@code broker}, port, port of the controller,
 * directory, cluster id.
 */
public final class BrokerMain {

    /** The time after which the controller notices that the broker is gone. */
    private static final String SESSION_MILLIS = "1500";

    private static final String HEARTBEAT_MILLIS = "300";
    private static final String CONTROLLER_ID = "100";

    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        boolean controller = arguments[0].equals("controller");
        String listener = (controller ? "CONTROLLER" : "PLAINTEXT") + "://127.0.0.1:" + arguments[1];
        try (LocalKafka kafka = LocalKafka.builder()
                .port(Integer.parseInt(arguments[1]))
                .directory(Path.of(arguments[3]))
                .clusterId(arguments[4])
                .property("process.roles", arguments[0])
                .property("node.id", controller ? CONTROLLER_ID : "1")
                .property("listeners", listener)
                .property("advertised.listeners", listener)
                .property("controller.quorum.voters", CONTROLLER_ID + "@127.0.0.1:" + arguments[2])
                .property("broker.session.timeout.ms", SESSION_MILLIS)
                .property("broker.heartbeat.interval.ms", HEARTBEAT_MILLIS)
                .start()) {
            System.out.println(arguments[0] + " at " + kafka.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }
}
