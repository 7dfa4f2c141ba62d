package io.tokenkeep.soak;

import java.util.List;

/**
 * The result of a soak.
 *
 * @param violations the conditions that failed, one text each; empty after a good run
 * @param figures counts and times, one text each
 * @param consents times of consents of healthy apps
 */
public record SoakResult(List<String> violations, List<String> figures, ConsentTimes consents) {

    public SoakResult {
        violations = List.copyOf(violations);
        figures = List.copyOf(figures);
    }
}
