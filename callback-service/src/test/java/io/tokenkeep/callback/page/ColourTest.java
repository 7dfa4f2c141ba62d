package io.tokenkeep.callback.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {

    @Test
    void contrastsAreThoseOfTheStandard() {
        assertThat(Colour.WHITE.contrast(Colour.BLACK)).isCloseTo(21, within(0.001));
        assertThat(Colour.WHITE.contrast(Colour.WHITE)).isEqualTo(1);
        // The grey that is known as the lightest that may be written with on white.
        assertThat(new Colour(0x76, 0x76, 0x76).contrast(Colour.WHITE)).isCloseTo(4.54, within(0.01));
    }

    @Test
    void inkCanBeReadOnEveryColour() {
        assertThat(IntStream.range(0, 1 << 12)
                        .mapToObj(each -> new Colour((each >> 8) * 17, (each >> 4 & 15) * 17, (each & 15) * 17)))
                .allMatch(colour -> colour.ink().contrast(colour) >= 4.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "#12345g", "123456", "#1234567", "#123456;}"})
    void everyOtherTextIsNoColour(String text) {
        assertThat(Colour.parse(text)).isEmpty();
        assertThat(Colour.parse("#1F4fbf").map(Colour::toString)).contains("#1f4fbf");
    }
}
