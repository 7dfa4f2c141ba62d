package io.tokenkeep.exchange;

import io.tokenkeep.kit.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Runs the command {@code leave} with settings from a file, and keeps what it prints. */
final class LeaveFixture {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Path config;
    private final Path output;

    LeaveFixture(Path directory) {
        this.config = directory.resolve("exchange-worker.properties");
        this.output = directory.resolve("tokens.jsonl");
    }

    Path output() {
        return output;
    }

    /** On standard error so far. */
    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    Exit run(TestSettings settings, String... options) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings.values());
        try (var writer = Files.newBufferedWriter(config)) {
            properties.store(writer, null);
        }
        List<String> arguments = new ArrayList<>(List.of("--config=" + config, "--output=" + output));
        arguments.addAll(List.of(options));
        return new LeaveCommand(Map.of(), new PrintStream(printed, true, StandardCharsets.UTF_8), Duration.ofSeconds(3))
                .run(arguments);
    }
}
