package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A list of ids, as Meta mails it, with people who are connected and ids that nobody here has. */
class ListedDeletionsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static Playground playground;
    private static ConsoleClient console;
    private static WholeWay way;

    @BeforeAll
    static void start() throws Exception {
        playground = Playground.start(null, null);
        console = ConsoleClient.of(playground);
        way = new WholeWay(playground);
    }

    @AfterAll
    static void stop() {
        if (playground != null) {
            playground.close();
        }
    }

    @Test
    void connectedPeopleAreDeletedUnknownIdsAreNamedAndTheSameListAgainChangesNothing() throws Exception {
        way.connects(MetaDescriptions.THREADS, "gil_goes");
        way.connects(MetaDescriptions.THREADS, "hal_goes");
        way.connects(MetaDescriptions.THREADS, "ida_stays");
        String list = "id\n" + id("gil_goes") + "\n4711\n" + id("hal_goes") + "\n1.78414E+16\n";
        String path = "/csv/deletions?app=" + SimulatedApp.THREADS + "&asOf=" + Instant.now();

        List<String> report = await().atMost(LIMIT)
                .until(
                        () -> console.postCsv(path, list).lines().toList(),
                        lines -> lines.stream()
                                                .filter(line -> line.contains(",DONE,"))
                                                .count()
                                        == 2
                                && lines.get(2).contains(",NOTHING_KEPT,"));

        assertThat(report).hasSize(5);
        assertThat(report.get(1)).startsWith("2,threads-main," + id("gil_goes") + ",DONE,");
        assertThat(report.get(2)).startsWith("3,threads-main,4711,NOTHING_KEPT,");
        assertThat(report.get(4)).startsWith("5,threads-main,1.78414E+16,,").contains("rounded");
        for (String gone : List.of("gil_goes", "hal_goes")) {
            await().atMost(LIMIT)
                    .until(() -> held(gone).getState() == TokenState.GONE
                            && held(gone).getGoneReason() == GoneReason.DATA_DELETED);
        }
        assertThat(held("ida_stays").getState()).isEqualTo(TokenState.LIVE);
        int commands = playground.keysOn(Topics.ACCOUNT_COMMANDS.name()).size();

        assertThat(console.postCsv(path, list).lines()).containsExactlyElementsOf(report);
        assertThat(playground.keysOn(Topics.ACCOUNT_COMMANDS.name())).hasSize(commands);
        assertThat(held("ida_stays").getState()).isEqualTo(TokenState.LIVE);
        String code = report.get(1).split(",", -1)[4];
        assertThat(console.awaitPage(playground.web("/deletion/" + code)))
                .as("the page of the deletion, as after the callback")
                .contains("data-page=\"deletion-done\"");
    }

    private static Token held(String username) {
        return playground
                .reader()
                .held(SimulatedApp.THREADS + ":" + id(username))
                .orElseThrow();
    }

    private static String id(String username) {
        return way.person(username).idText();
    }
}
