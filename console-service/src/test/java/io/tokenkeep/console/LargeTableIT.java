package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The largest table that the API takes, at a service whose own table is full soon after. */
@ExtendWith(KafkaExtension.class)
class LargeTableIT {

    private static final int BODY_LIMIT = 4 * 1024 * 1024;
    private static final int CLIENT_LIMIT = 10_300;

    private static TestConsole console;

    @BeforeAll
    static void start(LocalKafka kafka) {
        Map<String, String> settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("clients.limit", Integer.toString(CLIENT_LIMIT));
        console = TestConsole.start(settings).awaitHealthy();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void largestTableIsCarriedOutAndAFullTableSaysSoRowByRow() {
        String largest = "id,name,contacts\n"
                + IntStream.range(0, 10_000)
                        .mapToObj(row -> "z-%05d,%s,%s\n".formatted(row, "n".repeat(200), "c".repeat(200)))
                        .collect(Collectors.joining());
        String full = largest + "\n".repeat(BODY_LIMIT - largest.length());

        assertThat(console.client()
                        .send("POST", "/csv/clients", full + "\n", "text/csv")
                        .problem())
                .isEqualTo("413 too-large");
        Answer tooMany = console.client().send("POST", "/csv/clients", largest + "one-more,X,\n", "text/csv");
        assertThat(tooMany.problem()).isEqualTo("400 invalid-request");
        assertThat(tooMany.json().getString("detail")).contains("10000 rows", "in parts");

        List<String> made = lines(full);
        assertThat(made).hasSize(10_001);
        assertThat(made.stream().skip(1)).allMatch(line -> line.endsWith(",made,"));

        String beyond = "id,name\n"
                + IntStream.range(0, 500).mapToObj(row -> "y-" + row + ",Y\n").collect(Collectors.joining());
        List<String> answers = lines(beyond);
        long there = console.client()
                .get("/csv/clients")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith("y-"))
                .count();
        assertThat(answers).hasSize(501);
        assertThat(answers.stream().filter(line -> line.endsWith(",made,"))).hasSize((int) there);
        assertThat(answers.stream().filter(line -> line.contains("clients has its " + CLIENT_LIMIT + " keys")))
                .hasSize(500 - (int) there)
                .isNotEmpty();
        assertThat(console.isHealthy()).as("full, and nothing of it is lost").isTrue();
    }

    private static List<String> lines(String table) {
        Answer answer = console.client().send("POST", "/csv/clients", table, "text/csv");
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().toList();
    }
}
