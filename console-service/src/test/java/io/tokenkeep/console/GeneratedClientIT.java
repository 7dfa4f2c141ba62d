package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.console.api.ApiRoutes;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The build generates a client from the contract. This test compiles it with a small program, and calls the service by it. */
@ExtendWith(KafkaExtension.class)
class GeneratedClientIT {

    private static final Path GENERATED = Path.of("target", "generated-client", "src", "main", "java");

    @Test
    void clientGeneratedFromTheContractMakesALink(LocalKafka kafka, @TempDir Path directory) throws Exception {
        compile("MakeLink", directory);
        try (TestConsole console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
                URLClassLoader classes = new URLClassLoader(
                        new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            List<?> said = (List<?>) ((Callable<?>) classes.loadClass("MakeLink")
                            .getConstructor(String.class, String.class)
                            .newInstance(
                                    "http://127.0.0.1:" + console.port() + ApiRoutes.BASE, TestConsole.ADMIN.reveal()))
                    .call();

            assertThat(String.valueOf(said.get(0))).startsWith("http://localhost:8080/c/");
            assertThat(said.get(1)).isEqualTo(said.get(0));
            assertThat(String.valueOf(said.get(2))).startsWith("404 ").contains("urn:tokenkeep:problem:not-found");
        }
    }

    @Test
    void clientGeneratedFromTheContractVerifiesAllAccountsOfAFilter(LocalKafka kafka, @TempDir Path directory)
            throws Exception {
        compile("RunBulk", directory);
        BulkTopics topics = new BulkTopics(kafka);
        UnaryOperator<String> answered = id -> {
            topics.awaitCommands(id, 1);
            topics.answer(id + ".0", ActionResult.VERIFIED, FailureClass.NONE);
            return id;
        };
        // The program asks as fast as it can.
        Map<String, String> settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("api.calls.per.second", "100000");
        try (TestConsole console = TestConsole.start(settings).awaitHealthy();
                URLClassLoader classes = new URLClassLoader(
                        new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            write(topics, "1", StatusState.EXPIRING);
            write(topics, "2", StatusState.CONNECTED);
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() -> console.client().get("/accounts").json().getInteger("total") == 2);

            List<?> said = (List<?>) ((Callable<?>) classes.loadClass("RunBulk")
                            .getConstructor(String.class, String.class, UnaryOperator.class)
                            .newInstance(
                                    "http://127.0.0.1:" + console.port() + ApiRoutes.BASE,
                                    TestConsole.ADMIN.reveal(),
                                    answered))
                    .call();

            assertThat(said.toString()).isEqualTo("[threads-main:1, 1 of 1, ENDED {VERIFIED=1}]");
        }
    }

    private static void write(BulkTopics topics, String id, StatusState state) {
        topics.write(Topics.ACCOUNT_STATUS.record(
                "threads-main:" + id, TestStatus.of(id, state).build()));
    }

    private static void compile(String name, Path directory) throws Exception {
        Path program = directory.resolve(name + ".java");
        try (InputStream source = GeneratedClientIT.class.getResourceAsStream("/generated/" + name + ".java.txt")) {
            Files.copy(source, program);
        }
        List<Path> sources = new ArrayList<>(List.of(program));
        try (Stream<Path> generated = Files.walk(GENERATED)) {
            generated.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-d", directory.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).isTrue();
        }
    }
}
