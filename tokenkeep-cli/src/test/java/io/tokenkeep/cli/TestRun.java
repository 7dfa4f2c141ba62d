package io.tokenkeep.cli;

import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line in this JVM, with a clock that pauses move. */
final class TestRun {

    private final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    private String input = "";
    private int width;
    private long nanos;

    /** What a run left. */
    record Result(int code, String out, String err) {}

    static TestRun at(FakeApi api) {
        return new TestRun().with("TOKENKEEP_URL", api.url()).with("TOKENKEEP_KEY", FakeApi.KEY);
    }

    TestRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    TestRun input(String text) {
        input = text;
        return this;
    }

    TestRun width(int columns) {
        width = columns;
        return this;
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, width);
        int code = new Tokenkeep(environment, terminal, timer()).run(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Timer timer() {
        return new Timer() {
            @Override
            public long nanos() {
                return nanos;
            }

            @Override
            public void pause(Duration time) {
                pauses.add(time);
                nanos += time.toNanos();
            }
        };
    }
}
