package io.tokenkeep.callback.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de                                  | de",
                "de-AT,en;q=0.5                      | de",
                "DE-ch-1996                          | de",
                "en;q=0.3, ja;q=0.9, fr;q=0.8        | ja",
                "pt                                  | pt-BR",
                "pt-PT,pt;q=0.9,en;q=0.8             | pt-BR",
                "es-419,es;q=0.9                     | es",
                "zh-Hans-CN,zh;q=0.9,fr-CA;q=0.7     | fr",
                "de;q=0, fr;q=0.1                    | fr",
                "*, es;q=0.1                         | es"
            })
    void bestOfferedLanguageIsFound(String ranges, String tag) {
        assertThat(Language.lookup(ranges).map(Language::tag)).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "zh", "*", "de;q=0", "de;q=x", "de;;", ",,", "ü", "e<n", "english-is-no-such-tag"})
    void whatFitsNoLanguageFindsNone(String ranges) {
        assertThat(Language.lookup(ranges)).isEmpty();
    }

    @Test
    void endlessListIsNotRead() {
        assertThat(Language.lookup("de," + "fr,".repeat(200))).isEmpty();
        assertThat(Language.lookup(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DE", "de-AT", "de\n", "pt"})
    void chosenTagIsTakenExactly(String tag) {
        assertThat(Language.ofTag(tag)).isEmpty();
        assertThat(Language.ofTag("pt-BR")).contains(Language.PORTUGUESE);
    }
}
