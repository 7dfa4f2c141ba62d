package io.tokenkeep.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.config.SettingsSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    private static final ConfigDef DEFINITION =
            new ConfigDef().define("word", ConfigDef.Type.STRING, "none", Importance.LOW, "A word.");

    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    private final Launch launch = new Launch(
            "the-service",
            Duration.ofSeconds(10),
            Map.of("HUNTER", "hunter2"),
            new PrintStream(complaints, true, UTF_8));

    @Test
    void wrongCommandLineIsOneLine() {
        Exit exit = launch.run(List.of("--cofnig", "x"), settings -> new EndedAtOnce(Exit.OK));

        assertThat(exit).isEqualTo(Exit.USAGE);
        assertThat(reported()).isEqualTo("the-service: unknown option --cofnig; known are --config\n");
    }

    @Test
    void wrongSettingsAreReportedWithoutAStackTrace() {
        Exit exit = launch.run(List.of(), settings -> {
            SettingsSource.of(Map.of("wrod", "x")).settings(DEFINITION);
            return new EndedAtOnce(Exit.OK);
        });

        assertThat(exit).isEqualTo(Exit.CONFIGURATION);
        assertThat(reported()).contains("wrod: ", "did you mean word?").doesNotContain("\tat ");
    }

    @Test
    void takenPortIsReportedInOneLine() {
        Exit exit = launch.run(List.of(), settings -> {
            throw ListenException.of("127.0.0.1", 8081, "management.port", new BindException("in use"));
        });

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(reported().lines()).singleElement().asString().contains("127.0.0.1:8081", "management.port");
    }

    @Test
    void anyOtherFailureToStartFails() {
        Exit exit = launch.run(List.of(), settings -> {
            throw new IllegalStateException("no reason");
        });

        assertThat(exit).isEqualTo(Exit.FAILED);
    }

    @Test
    void serviceThatEndsByItselfIsClosedAndItsExitReturned() {
        EndedAtOnce running = new EndedAtOnce(Exit.FAILED);

        Exit exit = launch.run(List.of(), settings -> running);

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(running.closed).isTrue();
        assertThat(reported()).isEmpty();
    }

    @Test
    void serviceThatNeedsLongerToStopIsGivenItsTime() {
        CompletableFuture<Duration> given = new CompletableFuture<>();

        launch.run(List.of(), settings -> new Running() {
            @Override
            public void close(Duration limit) {
                given.complete(limit);
            }

            @Override
            public Duration stopWithin(Duration usual) {
                return usual.multipliedBy(10);
            }

            @Override
            public CompletionStage<Exit> ended() {
                return CompletableFuture.completedFuture(Exit.OK);
            }
        });

        assertThat(given).isCompletedWithValueMatching(limit -> limit.compareTo(Duration.ofSeconds(80)) > 0);
    }

    @Test
    void serviceThatBreaksIsClosedAndFails() {
        EndedAtOnce running = new EndedAtOnce(CompletableFuture.failedFuture(new IllegalStateException("broken")));

        Exit exit = launch.run(List.of(), settings -> running);

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(running.closed).isTrue();
    }

    @Test
    void serviceGetsTheSettingsOfTheNamedFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.properties"), "word=${env:HUNTER}");
        CompletableFuture<String> word = new CompletableFuture<>();

        launch.run(List.of("--config", file.toString()), settings -> {
            word.complete(settings.settings(DEFINITION).string("word"));
            return new EndedAtOnce(Exit.OK);
        });

        assertThat(word).isCompletedWithValue("hunter2");
    }

    @Test
    void environmentIsNotShown() {
        assertThat(launch.toString()).doesNotContain("hunter2");
    }

    private String reported() {
        return complaints.toString(UTF_8).replace("\r", "");
    }

    private static final class EndedAtOnce implements Running {
        final AtomicBoolean closed = new AtomicBoolean();
        private final CompletionStage<Exit> end;

        EndedAtOnce(Exit exit) {
            this(CompletableFuture.completedFuture(exit));
        }

        EndedAtOnce(CompletionStage<Exit> end) {
            this.end = end;
        }

        @Override
        public void close(Duration limit) {
            closed.set(true);
        }

        @Override
        public CompletionStage<Exit> ended() {
            return end;
        }
    }
}
