package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's API beside the other services, used with what the quickstart prints. */
class ConsoleIT {

    private static final Pattern URL = Pattern.compile("http://localhost:\\d+/api/v1");
    private static final Pattern KEY = Pattern.compile("tokenkeep_quickstart_[\\w-]{43}");

    @Test
    void linkThatIsMadeWithThePrintedKeyIsOpenedAtCallbackService() throws Exception {
        try (Playground playground = Playground.start(null, null)) {
            ConsoleClient console = new ConsoleClient(URI.create(printed(playground, URL)), printed(playground, KEY));

            URI link = console.awaitLink(SimulatedApp.THREADS);

            assertThat(link).asString().startsWith(playground.web("/c/").toString());
            assertThat(console.awaitPage(link)).contains("data-page=\"link\"");
        }
    }

    private static String printed(Playground playground, Pattern what) {
        Matcher found = what.matcher(playground.output());
        assertThat(found.find()).isTrue();
        return found.group();
    }
}
