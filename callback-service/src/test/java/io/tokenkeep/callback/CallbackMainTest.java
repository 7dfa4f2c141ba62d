package io.tokenkeep.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.LinkCheck;
import io.tokenkeep.kit.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackMainTest {

    @TempDir
    private Path directory;

    private Path file;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("callback.properties");
        Properties properties = new Properties();
        properties.putAll(TestSettings.minimal()
                .with("public.url", "https://connect.example")
                .values());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "link",
                "link --app nosuch",
                "link --app threads-main --valid soon",
                "link --app threads-main --valid 0s",
                "link --app threads-main --valid 400d",
                "link --app threads-main --client 12345678901234567890123456789012345678901234567890123456789012345",
                "link --app threads-main --color red",
                "serve --app threads-main"
            })
    void senselessCommandIsOneLineAndExitCodeTwo(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(Exit.USAGE);
        assertThat(text(err).strip()).isNotEmpty().hasLineCount(1);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void wrongSettingsAreReported() {
        Exit exit = new CallbackMain(Map.of("TOKENKEEP_PUBLIC_PORT", "many"), stream(out), stream(err))
                .run(List.of("serve", "--config", file.toString()));

        assertThat(exit).isEqualTo(Exit.CONFIGURATION);
        assertThat(text(err)).contains("public.port");
    }

    @Test
    void printedLinkOpensAConsentForItsClientUntilItExpires() {
        assertThat(run("link", "--app", "threads-main", "--client", "Müller & Söhne", "--valid", "2d"))
                .isEqualTo(Exit.OK);

        String link = text(out).strip();
        assertThat(link)
                .startsWith("https://connect.example/connect/threads-main?link=")
                .hasLineCount(1);
        assertThat(check(link, Duration.ofHours(47))).isInstanceOfSatisfying(LinkCheck.Valid.class, valid -> assertThat(
                        valid.invitation().request())
                .isEqualTo(new ConnectRequest("threads-main", "Müller & Söhne")));
        assertThat(check(link, Duration.ofHours(49))).isEqualTo(new LinkCheck.Expired());
    }

    @Test
    void linkIsValidForAWeekUnlessReported() {
        run("link", "--app", "other");

        assertThat(check(text(out).strip(), Duration.ofDays(6))).isInstanceOf(LinkCheck.Valid.class);
        assertThat(check(text(out).strip(), Duration.ofDays(8))).isInstanceOf(LinkCheck.Expired.class);
    }

    private LinkCheck check(String link, Duration later) {
        InstantSource clock = () -> InstantSource.system().instant().plus(later);
        URI url = URI.create(link);
        String app = url.getPath().substring("/connect/".length());
        return new ConnectLinks(TestSettings.minimal().config().keys().state(), url, clock, new Random(3))
                .check(app, url.getQuery().substring("link=".length()));
    }

    private Exit run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config=" + file);
        return new CallbackMain(Map.of(), stream(out), stream(err)).run(all);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
