package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.Touched;
import io.tokenkeep.seal.KeySet;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserCookiesTest {

    private final Browser browser = Browser.unknown(new Random(1));
    private final KeySet keys = keys();
    private final BrowserCookies cookies = new BrowserCookies(keys);

    @Test
    void issuedValueIsTheBrowserAtEveryInstance() {
        String value = cookies.value(browser);

        assertThat(new BrowserCookies(keys).browser(value)).contains(browser);
        assertThat(value).matches("[A-Za-z0-9._~-]+");
    }

    @Test
    void changedCharacterIsNoBrowser() {
        assertThat(Touched.each(cookies.value(browser)))
                .allSatisfy(touched -> assertThat(cookies.browser(touched)).isEmpty());
    }

    @Test
    void valueOfOtherKeysIsNoBrowser() {
        assertThat(cookies.browser(new BrowserCookies(keys()).value(browser))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "~~", "k1~~aaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaa", "%00", "a;b"})
    void nonsenseIsNoBrowser(String value) {
        assertThat(cookies.browser(value)).isEmpty();
        assertThat(cookies.browser("x".repeat(10_000) + value)).isEmpty();
    }

    private static KeySet keys() {
        return KeySet.parse(KeySet.generate("k1", new SecureRandom()));
    }
}
