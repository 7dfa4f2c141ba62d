package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.Api;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Finds the API's address and the key. No message has the key, or a part of it. */
final class Access {

    private static final String DEFAULT_URL = "http://localhost:8088/api/v1";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    /** What a header may have; the form itself is the service's to judge. */
    private static final Pattern KEY = Pattern.compile("[!-~]{1,512}");

    private static final int LONGEST_FILE = 4096;
    private static final int LONGEST_TIMEOUT = 3600;

    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final Terminal terminal;

    Access(GlobalOptions options, Map<String, String> environment, Terminal terminal) {
        this.options = options;
        this.environment = environment;
        this.terminal = terminal;
    }

    Api api(Timer timer, Supplier<String> idempotencyKeys) {
        if (options.timeout < 1 || options.timeout > LONGEST_TIMEOUT) {
            throw usage("--timeout: 1 to " + LONGEST_TIMEOUT + " seconds.");
        }
        String key = key();
        URI url = url();
        if ("http".equals(url.getScheme()) && !THIS_MACHINE.contains(url.getHost())) {
            terminal.say("Warning: the API key is sent to " + url.getHost() + " without encryption. Use https.");
        }
        return new Api(url, key, Duration.ofSeconds(options.timeout), timer, idempotencyKeys);
    }

    private URI url() {
        String text = options.url != null ? options.url : environment.getOrDefault("TOKENKEEP_URL", DEFAULT_URL);
        try {
            URI url = new URI(text);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (isHttp && url.getHost() != null && url.getRawUserInfo() == null && url.getRawQuery() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // As below; the text may have a password and is not repeated.
        }
        throw usage("--url (or TOKENKEEP_URL) needs an address as " + DEFAULT_URL + ", without a user and a query.");
    }

    private String key() {
        Path file = options.keyFile;
        String key =
                file == null ? environment.getOrDefault("TOKENKEEP_KEY", "").strip() : read(file);
        if (key.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_ACCESS,
                    file == null
                            ? "No API key: set TOKENKEEP_KEY, or name a file with --key-file."
                            : "No API key: the first line of the key file is empty.");
        }
        if (!KEY.matcher(key).matches()) {
            throw new CommandFailure(
                    ExitCode.NO_ACCESS,
                    "The API key has characters that no API key has. Is it the right variable or file?");
        }
        return key;
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw usage("--key-file: the file cannot be read: " + file);
        }
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
