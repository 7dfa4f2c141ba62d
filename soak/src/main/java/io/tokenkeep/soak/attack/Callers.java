package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Clients with several addresses of the loopback network, used in turn. Each call has a connection of its own and
 * need not be HTTP. Thread-safe.
 */
final class Callers {

    private static final int MOST = 250;
    private static final int CONNECT_MILLIS = 10_000;
    private static final long ANSWER_MILLIS = 20_000;
    private static final int MOST_ANSWERED = 64 * 1024;

    private final Vertx vertx;
    private final Target target;
    private final List<NetClient> clients;
    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();

    /** @param network the first three numbers of the addresses, in 127.0.0.0/8 */
    Callers(Vertx vertx, Target target, String network, int addresses) {
        if (!network.startsWith("127.") || addresses > MOST) {
            throw new IllegalArgumentException("loopback alone, and " + MOST + " addresses at most");
        }
        this.vertx = vertx;
        this.target = target;
        this.clients = IntStream.rangeClosed(1, addresses)
                .mapToObj(host -> vertx.createNetClient(
                        new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setLocalAddress(network + "." + host)))
                .toList();
    }

    /** A new connection to the service. */
    Future<NetSocket> connect() {
        return connect(target.host(), target.port());
    }

    private Future<NetSocket> connect(String host, int port) {
        return clients.get(Math.floorMod(next.getAndIncrement(), clients.size()))
                .connect(port, host);
    }

    /** Sends text to the service and reads until it closes; fails when it does not within 20 s. */
    Future<Reply> send(String request) {
        return send(target.host(), target.port(), request);
    }

    /** As {@link #send(String)}, to another address. */
    Future<Reply> send(String host, int port, String request) {
        return connect(host, port).compose(socket -> {
            Promise<Reply> reply = Promise.promise();
            Buffer answer = Buffer.buffer();
            socket.handler(part -> {
                if (answer.length() + part.length() <= MOST_ANSWERED) {
                    answer.appendBuffer(part);
                }
            });
            socket.exceptionHandler(failure -> reply.tryFail("broken off"));
            socket.closeHandler(closed -> reply.tryComplete(Reply.of(answer.toString(StandardCharsets.ISO_8859_1))));
            write(socket, request).onFailure(reply::tryFail);
            long limit = vertx.setTimer(ANSWER_MILLIS, late -> reply.tryFail("no answer"));
            return reply.future().onComplete(done -> {
                vertx.cancelTimer(limit);
                socket.close();
            });
        });
    }

    /** Sends text and counts its bytes. */
    Future<Void> write(NetSocket socket, String text) {
        bytes.add(text.length());
        return socket.write(Buffer.buffer(text, "ISO-8859-1"));
    }

    long bytesSent() {
        return bytes.sum();
    }

    void close() {
        clients.forEach(NetClient::close);
    }
}
