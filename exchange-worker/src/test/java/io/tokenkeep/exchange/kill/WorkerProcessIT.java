package io.tokenkeep.exchange.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.sandbox.process.ServiceJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessIT {

    @TempDir
    private Path directory;

    @Test
    void workerThatStandsStillEndsWithItsTest() throws Exception {
        Path settings = Files.write(
                directory.resolve("exchange-worker.properties"),
                TestSettings.minimal().values().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        ServiceJvm worker = ServiceJvm.start(ExchangeMain.class, settings, directory.resolve("worker.log"));
        try (worker) {
            worker.freeze();
            assertThat(worker.isAlive()).isTrue();
        }

        assertThat(worker.isAlive()).isFalse();
    }
}
