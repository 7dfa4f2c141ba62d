package io.tokenkeep.console;

import static org.awaitility.Awaitility.await;

import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.sandbox.process.ServiceJvm;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A whole service in a process of its own, which may be killed. */
final class OwnProcess {

    private OwnProcess() {}

    /** {@code port}: a free one, of its API. */
    static ServiceJvm start(Map<String, String> settings, int port, Path directory) throws IOException {
        Map<String, String> own = new HashMap<>(settings);
        own.put("console.port", Integer.toString(port));
        own.put("management.port", Integer.toString(LocalPorts.free(new SecureRandom())));
        List<String> lines = own.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace(":", "\\:"))
                .toList();
        Path file = Files.write(directory.resolve("console.properties"), lines);
        return ServiceJvm.start(ConsoleMain.class, file, directory.resolve("log"));
    }

    static void awaitAnswer(TestConsole other, int port) {
        awaitAnswer(client(other.vertx(), port));
    }

    static void awaitAnswer(ApiClient api) {
        await().atMost(TestConsole.LIMIT)
                .ignoreExceptionsInstanceOf(ApiClient.NoAnswer.class)
                .until(() -> api.get("/me").status() == 200);
    }

    static ApiClient client(Vertx vertx, int port) {
        return new ApiClient(vertx, port, TestConsole.ADMIN.reveal());
    }
}
