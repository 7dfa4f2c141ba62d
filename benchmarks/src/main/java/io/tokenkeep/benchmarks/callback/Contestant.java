package io.tokenkeep.benchmarks.callback;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Cluster;
import io.tokenkeep.benchmarks.LocalPort;
import io.tokenkeep.benchmarks.Measured;
import io.tokenkeep.benchmarks.SettingsFile;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/** A contender that accepts redirects, in a process of its own, with a broker of its own. Idle between its rounds. */
final class Contestant implements AutoCloseable {

    private final String name;
    private final Cluster cluster;
    private final Child server;
    private final int port;
    private final Measured rates = new Measured();
    private final Measured p50 = new Measured();
    private final Measured p99 = new Measured();
    private final Measured cpu = new Measured();

    private Contestant(String name, Cluster cluster, Child server, int port) {
        this.name = name;
        this.cluster = cluster;
        this.server = server;
        this.port = port;
    }

    static Contestant ours(Path directory) throws IOException {
        Cluster cluster = Cluster.start("tokenkeep", directory);
        int port = LocalPort.free();
        Map<String, String> settings = CallbackProcess.settings(
                cluster.bootstrapServers(), port, KeySet.generate("codes", new SecureRandom()));
        Path file = SettingsFile.write(directory.resolve("tokenkeep.properties"), settings);
        return new Contestant(
                "tokenkeep",
                cluster,
                Child.start("tokenkeep", CallbackProcess.class, directory, file.toString()),
                port);
    }

    static Contestant floor(Path directory) throws IOException {
        Cluster cluster = Cluster.start("floor", directory);
        int port = LocalPort.free();
        Child server = Child.start(
                "floor", BareCallbackProcess.class, directory, cluster.bootstrapServers(), Integer.toString(port));
        return new Contestant("floor", cluster, server, port);
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    Measured rates() {
        return rates;
    }

    Measured p50() {
        return p50;
    }

    Measured p99() {
        return p99;
    }

    Measured cpu() {
        return cpu;
    }

    long residentMegabytes() {
        return server.residentMegabytes();
    }

    /** Runs a round of wrk. Fails unless every answered redirect is on the topic. */
    void round(Wrk wrk, Redirects redirects, String run, int seconds, boolean counts) throws Exception {
        long before = cluster.records(Topics.AUTHORIZATION_CODES.name());
        Duration cpuBefore = server.cpu();
        Wrk.Result result = wrk.run(port, CallbackProcess.PATH, redirects, run, seconds);
        long accepted = cluster.records(Topics.AUTHORIZATION_CODES.name()) - before;
        // Redirects in flight when wrk ended have a record and no answer.
        if (accepted < result.requests() || accepted > result.requests() + Wrk.CONNECTIONS) {
            throw new IllegalStateException(
                    name + " answered " + result.requests() + " redirects and wrote " + accepted + " records");
        }
        if (counts) {
            rates.add(result.perSecond());
            p50.add(result.p50());
            p99.add(result.p99());
            cpu.add(server.cpu().minus(cpuBefore).toMillis() / 1e3);
        }
    }

    @Override
    public void close() {
        server.close();
        cluster.close();
    }
}
