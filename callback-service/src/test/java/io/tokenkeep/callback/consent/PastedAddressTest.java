package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedAddressTest {

    private static final URI OWN = URI.create("https://example.org/callback/threads");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "code=c&state=s",
                "https://example.org/callback/threads",
                "https://example.org/callback/threads#code=c",
                "https://example.org/callback/threads-2?code=c",
                "https://example.org.evil.example/callback/threads?code=c",
                "http://example.org/callback/threads?code=c",
                "x https://example.org/callback/threads?code=c"
            })
    void otherAddressesAreNotTaken(String pasted) {
        assertThat(PastedAddress.query(OWN, pasted)).isEmpty();
    }

    @Test
    void queryIsWhatABrowserWouldHaveSent() {
        assertThat(PastedAddress.query(OWN, "  https://example.org/callback/threads?code=c&state=s#_\n"))
                .contains("code=c&state=s");
        assertThat(PastedAddress.query(OWN, "https://example.org/callback/threads?code=c&state=s%23_"))
                .contains("code=c&state=s%23_");
    }

    @Test
    void queryOfTheRedirectUriItselfIsLeftOut() {
        assertThat(PastedAddress.query(URI.create("https://example.org/cb?x=1"), "https://example.org/cb?x=1&code=c"))
                .contains("code=c");
    }
}
