package io.tokenkeep.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshHeaderTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void addressOfThePageIsNamedWithItsQuery() {
        assertThat(RefreshHeader.of(TEN, "/callback/threads", "code=AQB%23_&state=a.b-c"))
                .contains("10; url=/callback/threads?code=AQB%23_&state=a.b-c");
        assertThat(RefreshHeader.of(TEN, "/deletion/abc", null)).contains("10; url=/deletion/abc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a;b,c    | a%3Bb%2Cc
            "<'>     | %22%3C%27%3E
            a b^`{}  | a%20b%5E%60%7B%7D
            ü        | %C3%BC
            """)
    void whatCouldEndTheValueIsEncoded(String query, String written) {
        assertThat(RefreshHeader.of(TEN, "/x", query)).contains("10; url=/x?" + written);
    }

    @Test
    void lineBreakCannotBeginAnotherHeader() {
        assertThat(RefreshHeader.of(TEN, "/x\r\nSet-Cookie: a=b", null).orElseThrow())
                .doesNotContain("\r", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//elsewhere.example/", "/\\elsewhere.example/", "https://elsewhere.example/", "x"})
    void pathThatLeadsElsewhereIsNotFollowed(String path) {
        assertThat(RefreshHeader.of(TEN, path, null)).isEmpty();
    }
}
