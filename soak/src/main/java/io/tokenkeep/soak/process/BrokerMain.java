package io.tokenkeep.soak.process;

import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A broker as a process that can be killed, or the controller that sees it die. They are two: a broker that is its own
 * controller is taken for alive at first when it comes back, and leaves the markers of transactions unwritten that it then
 * has no leader for. Arguments: {@code controller} or {@code broker}, port, port of the controller, directory, cluster id.
 */
public final class BrokerMain {

    /** How soon the controller sees that the broker is gone. */
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
