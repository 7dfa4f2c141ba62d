package io.tokenkeep.callback.page;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A colour of the sRGB space, with the contrasts of WCAG 2.2. */
public record Colour(int red, int green, int blue) {

    private static final Pattern FORM = Pattern.compile("#[0-9A-Fa-f]{6}");
    static final Colour WHITE = new Colour(255, 255, 255);
    static final Colour BLACK = new Colour(0, 0, 0);

    /** The colour of {@code #rrggbb}; empty for every other text. */
    public static Optional<Colour> parse(@Nullable String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int all = Integer.parseInt(text.substring(1), 16);
        return Optional.of(new Colour(all >> 16, (all >> 8) & 0xFF, all & 0xFF));
    }

    /** From 1 to 21 (WCAG 2.2, "contrast ratio"). */
    double contrast(Colour other) {
        double mine = luminance() + 0.05;
        double others = other.luminance() + 0.05;
        return Math.max(mine, others) / Math.min(mine, others);
    }

    /** Black or white, whichever can be read better on this colour; its contrast is at least 4.5. */
    Colour ink() {
        return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return String.format("#%02x%02x%02x", red, green, blue);
    }
}
