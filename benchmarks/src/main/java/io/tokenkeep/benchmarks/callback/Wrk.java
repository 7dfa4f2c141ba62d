package io.tokenkeep.benchmarks.callback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of wrk, the load generator, with redirects of one browser. */
final class Wrk {

    static final int CONNECTIONS = 64;

    private final Path script;

    private Wrk(Path script) {
        this.script = script;
    }

    /** The result of a run; latencies in milliseconds. */
    record Result(long requests, double perSecond, double p50, double p99) {}

    /** Needs wrk on the path. */
    static Wrk in(Path directory) throws IOException {
        try {
            new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().destroy();
        } catch (IOException e) {
            throw new IllegalStateException("wrk is not installed; on Debian: apt-get install wrk", e);
        }
        Path script = directory.resolve("redirects.lua");
        try (InputStream from = Wrk.class.getResourceAsStream("redirects.lua")) {
            if (from == null) {
                throw new IllegalStateException("redirects.lua is missing from the jar");
            }
            Files.copy(from, script);
        }
        return new Wrk(script);
    }

    Result run(int port, String path, Redirects redirects, String name, int seconds) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port,
                        "--",
                        path,
                        redirects.states().toString(),
                        redirects.cookie(),
                        name))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return output.lines()
                .filter(line -> line.startsWith("result "))
                .findFirst()
                .map(Wrk::parse)
                .orElseThrow(() -> new IllegalStateException("wrk printed no result: " + output));
    }

    private static Result parse(String line) {
        String[] cells = line.split(" ", -1);
        long requests = Long.parseLong(cells[1]);
        long errors = Long.parseLong(cells[5]);
        if (errors > 0) {
            throw new IllegalStateException(errors + " of " + requests + " requests failed");
        }
        double seconds = Long.parseLong(cells[2]) / 1e6;
        return new Result(requests, requests / seconds, Long.parseLong(cells[3]) / 1e3, Long.parseLong(cells[4]) / 1e3);
    }
}
