package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.cli.Tokenkeep;
import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.output.Terminal;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command line at a real service, with what needs no other service. */
@ExtendWith(KafkaExtension.class)
class CommandLineIT {

    private static TestConsole console;

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void installationBecomesWhatTheFileSaysAndStaysSo() {
        Result made = run("", "keys", "hash", "ci");
        assertThat(made.code()).isZero();
        String hash = made.err()
                .lines()
                .filter(line -> line.contains("secretHash: "))
                .map(line -> line.replaceAll(".*: ", ""))
                .findFirst()
                .orElseThrow();
        String file = """
                clients:
                  - id: 007
                    name: Ada & Co
                    language: de
                    timeZone: Europe/Berlin
                    contacts: [{name: Ada, email: ada@agency.example}]
                    brand: {name: Ada, colour: "#aabbcc"}
                  - {id: "8", name: Eight}
                keys:
                  - {id: ci, name: CI, role: OPERATE, clients: ["007"], expiresAt: "2126-01-31T12:00:00Z", secretHash: %s}
                """.formatted(hash);

        assertThat(run(file, "diff", "-f", "-").code()).isEqualTo(1);
        Result applied = run(file, "apply", "-f", "-", "--yes");
        assertThat(applied.code()).as(applied.err()).isZero();
        Result again = run(file, "diff", "-f", "-");
        assertThat(again.code()).as(again.out() + again.err()).isZero();
        assertThat(runAs(made.out().strip(), "keys", "me").out()).contains("id: ci", "role: OPERATE", "clients: 007");

        String changed = file.replace("name: Ada & Co", "name: Ada").replace("  - {id: \"8\", name: Eight}\n", "");
        assertThat(run(changed, "diff", "-f", "-").out())
                .contains("~ clients/007")
                .doesNotContain("clients/8");
        assertThat(run(changed, "apply", "-f", "-", "--prune", "--yes").code()).isZero();
        assertThat(run("", "clients", "list").out()).contains("007  Ada").doesNotContain("Eight");

        assertThat(run("keys: []", "apply", "-f", "-", "--prune", "--yes").code())
                .isZero();
        assertThat(runAs(made.out().strip(), "keys", "me").code()).as("revoked").isEqualTo(3);
        Result back = run(changed, "apply", "-f", "-", "--yes");
        assertThat(back.code()).isEqualTo(1);
        assertThat(back.out()).contains("! keys/ci", "does not come back");
    }

    @Test
    void linksAccountsAndTablesAreReachable() {
        Result link = run("", "links", "create", "--app", "threads-main", "--note", "first", "--output", "json");
        assertThat(link.code()).as(link.err()).isZero();
        String id = link.out().replaceAll(".*\"id\":\"([^\"]+)\".*\\s*", "$1");

        assertThat(run("", "links", "show", id).out()).contains("state: OPEN", "url: ");
        assertThat(run("", "links", "revoke", id).out()).contains("state: REVOKED");
        assertThat(run("", "links", "list", "--all").out()).contains(id, "first");
        assertThat(run("apps\nthreads-main\nno-such-app\n", "links", "create", "--from", "-")
                        .code())
                .isEqualTo(1);
        assertThat(run("id,name\nc1,One\n", "clients", "import", "-").out()).contains("made");
        assertThat(run("", "clients", "export").out()).contains("c1");
        assertThat(run("", "accounts", "list").code()).isZero();
        assertThat(run("", "accounts", "show", "threads-main:1").code()).isEqualTo(1);
        assertThat(run("", "reconnect", "threads-main:1").code()).isEqualTo(1);
        assertThat(run("", "reconnections").code()).isZero();
        assertThat(run("", "keys", "create", "--name", "n", "--role", "read").out())
                .contains("key: tokenkeep_");
    }

    private static Result run(String input, String... arguments) {
        return run(TestConsole.ADMIN.reveal(), input, arguments, Timer.system());
    }

    private static Result runAs(String key, String... arguments) {
        return run(key, "", arguments, Timer.system());
    }

    private static Result run(String key, String input, String[] arguments, Timer timer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, 0);
        int code = new Tokenkeep(
                        Map.of("TOKENKEEP_URL", "http://127.0.0.1:" + console.port() + "/api/v1", "TOKENKEEP_KEY", key),
                        terminal,
                        timer)
                .run(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
