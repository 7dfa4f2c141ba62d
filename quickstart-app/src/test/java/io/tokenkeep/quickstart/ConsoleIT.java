package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** The console's API beside the other services, used with what the quickstart prints. */
class ConsoleIT {

    @Test
    void linkThatIsMadeWithThePrintedKeyIsOpenedAtCallbackService() throws Exception {
        try (Playground playground = Playground.start(null, null)) {
            ConsoleClient console = ConsoleClient.of(playground);

            URI link = console.awaitLink(SimulatedApp.THREADS);

            assertThat(link).asString().startsWith(playground.web("/c/").toString());
            assertThat(console.awaitPage(link)).contains("data-page=\"link\"");
        }
    }
}
