package io.tokenkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.cli.TestRun.Result;
import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    private FakeApi api;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void withoutAKeyNothingIsAskedAndTheMessageSaysWhereItComesFrom() {
        Result result = new TestRun().with("TOKENKEEP_URL", api.url()).run("keys", "me");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("TOKENKEEP_KEY", "--key-file").hasLineCount(1);
        assertThat(api.requests).isEmpty();
    }

    @Test
    void keyThatIsNoHeaderIsNotShown() {
        Result result = new TestRun().with("TOKENKEEP_KEY", "secret\u0007part").run("keys", "me");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid-request, 1",
        "401, unauthorized, 3",
        "403, forbidden, 3",
        "404, not-found, 1",
        "409, exists, 1",
        "412, precondition-failed, 1",
        "413, too-large, 1",
        "500, broken, 3",
        "507, full, 1"
    })
    void problemIsOneSentenceAndAnExitCode(int status, String type, int code) {
        api.problem(status, type, "What to do.");

        Result result = TestRun.at(api).run("accounts", "show", "threads-main:1");

        assertThat(result.code()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("tokenkeep: Title of " + type + ": What to do.")
                .hasLineCount(1);
    }

    @Test
    void answerOfSomethingElseSaysToCheckTheAddress() {
        api.with(200, "<html>Log in</html>", Map.of())
                .with(302, "", Map.of("Location", "/login"))
                .with(502, "<html>", Map.of());

        for (int round = 0; round < 3; round++) {
            Result result = TestRun.at(api).run("keys", "me");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).hasLineCount(1).doesNotContain("html").containsAnyOf("--url", "service runs");
        }
    }

    @Test
    void hostThatIsDownIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        Result result = TestRun.at(api).run("keys", "me", "--url", "http://127.0.0.1:" + port + "/api/v1");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains("Nothing answers at http://127.0.0.1:" + port)
                .hasLineCount(1);
    }

    @Test
    void slowAnswerEndsAfterTheTimeoutAndAChangeMayHaveTakenEffect() {
        Result result = TestRun.at(api).run("clients", "create", "7", "--name", "Ada", "--timeout", "1");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("within 1 s", "may have taken effect");
    }

    @Test
    void busyServiceIsAskedAgainWithTheSameIdempotencyKey() {
        api.problem(503, "not-ready", "Wait.")
                .problem(429, "rate-limited", "Wait.")
                .json(201, "{\"id\":\"7\"}");
        TestRun run = TestRun.at(api);

        Result result = run.run("clients", "create", "7", "--name", "Ada");

        assertThat(result.code()).isZero();
        assertThat(run.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        assertThat(api.requests).hasSize(3);
        assertThat(api.requests.stream()
                        .map(request -> request.header("Idempotency-key"))
                        .distinct())
                .hasSize(1)
                .noneMatch(String::isEmpty);
    }

    @Test
    void serviceThatStaysBusyIsAskedFiveTimes() {
        for (int round = 0; round < 6; round++) {
            api.problem(503, "not-ready", "Wait.");
        }

        Result result = TestRun.at(api).run("keys", "me");

        assertThat(result.code()).isEqualTo(3);
        assertThat(api.requests).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "accounts",
                "accounts list --output xml",
                "accounts list --surplus",
                "accounts show",
                "accounts verify",
                "accounts verify a:1 --client 7",
                "accounts verify --all-accounts --client 7",
                "accounts verify a:1 --wait 0",
                "accounts verify a:1 --wait 5 --no-wait",
                "keys me --timeout 0",
                "keys me --url ftp://host/api",
                "keys me --url http://user:word@host/api",
                "keys me --key-file /does/not/exist",
                "keys hash a/b",
                "links create",
                "links create --app a --expect a:b",
                "import /does/not/exist --app a",
                "import file",
                "apply -f /does/not/exist",
                "diff -f /does/not/exist"
            })
    void wrongCommandLineAsksNothingAndNamesTheHelpOrTheMistake(String line) {
        Result result = TestRun.at(api).run(line.split(" ", -1));

        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).startsWith("tokenkeep: ").doesNotContain("Exception", "\tat ");
        assertThat(api.requests).isEmpty();
    }

    @Test
    void keyThatSomebodyGivesAsAnArgumentIsNotRepeated() {
        Result result = TestRun.at(api).run("keys", "me", "--key=" + FakeApi.KEY);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).doesNotContain("sssss");
    }

    @Test
    void importThatFailsShowsNothingOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens.csv"), "token\nTHQWsecrettoken\n");
        api.problem(400, "invalid-request", "The first line names no column token.");

        Result result = TestRun.at(api).run("import", file.toString(), "--app", "threads-main");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out() + result.err()).doesNotContain("THQW");
        assertThat(api.lines()).containsExactly("POST /csv/imports?app=threads-main");
        assertThat(api.requests.get(0).body()).contains("THQWsecrettoken");
    }

    @Test
    void readerThatIsGoneEndsTheCommandQuietly() {
        api.json(200, "{\"id\":\"7\"}");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int letter) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        int code = new Tokenkeep(
                        Map.of("TOKENKEEP_URL", api.url(), "TOKENKEEP_KEY", FakeApi.KEY),
                        new Terminal(InputStream.nullInputStream(), closed, err, 0),
                        Timer.system())
                .run("keys", "me");

        assertThat(code).isEqualTo(141);
        assertThat(err.size()).isZero();
    }
}
