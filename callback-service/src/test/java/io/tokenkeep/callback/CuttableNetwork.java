package io.tokenkeep.callback;

import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A second way to a broker, which can be cut: connections end, and further ones end at once. Nothing is kept for later. */
final class CuttableNetwork implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final int direct = free();
    private final int behind = free();
    private final int controller = free();
    private final NetServer server;
    private volatile boolean isCut;

    CuttableNetwork() {
        server = await(vertx.createNetServer().connectHandler(this::connect).listen(0, "127.0.0.1"));
    }

    /** A broker that this network leads to, and that its other users reach directly. */
    LocalKafka broker() {
        return LocalKafka.builder()
                .port(direct)
                .property(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:%d,FAR://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(direct, behind, controller))
                .property(
                        "advertised.listeners",
                        "PLAINTEXT://127.0.0.1:%d,FAR://127.0.0.1:%d".formatted(direct, server.actualPort()))
                .property("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,FAR:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .property("controller.quorum.voters", "1@127.0.0.1:" + controller)
                .start();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + server.actualPort();
    }

    void cut() {
        isCut = true;
        open.forEach(NetSocket::close);
    }

    void mend() {
        isCut = false;
    }

    private void connect(NetSocket near) {
        near.pause();
        client.connect(behind, "127.0.0.1").onFailure(failure -> near.close()).onSuccess(far -> {
            open.add(near);
            near.closeHandler(closed -> {
                open.remove(near);
                far.close();
            });
            if (isCut) {
                near.close();
                return;
            }
            near.pipeTo(far);
            far.pipeTo(near);
        });
    }

    private static int free() {
        return LocalPorts.free(new SecureRandom());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
