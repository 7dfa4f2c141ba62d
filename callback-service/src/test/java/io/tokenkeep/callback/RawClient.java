package io.tokenkeep.callback;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Writes bytes as they stand, which no well-behaved client would, and reads until the server closes. */
final class RawClient implements AutoCloseable {

    private static final int LIMIT_MILLIS = 40_000;

    private final Socket socket = new Socket();

    RawClient(int port) {
        this(1, port);
    }

    /** From the loopback address that ends with {@code from}. */
    RawClient(int from, int port) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String answer(int port, String request) {
        try (RawClient client = new RawClient(port)) {
            return client.send(request).readAll();
        }
    }

    RawClient send(String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came until the end, whether the server ended or cut it off. */
    String readAll() {
        StringBuilder all = new StringBuilder();
        byte[] piece = new byte[4096];
        try {
            for (int read = socket.getInputStream().read(piece);
                    read >= 0;
                    read = socket.getInputStream().read(piece)) {
                all.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server left the connection open", e);
        } catch (IOException e) {
            return all.toString();
        }
        return all.toString();
    }

    /** One answer, of a connection that stays open. */
    String readUntil(String end) {
        StringBuilder read = new StringBuilder();
        try {
            while (read.indexOf(end) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("closed before the answer");
                }
                read.append((char) next);
            }
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
        return read.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
