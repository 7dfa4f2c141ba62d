package io.tokenkeep.soak;

import java.util.List;

/**
 * What became of a soak.
 *
 * @param violations everything that must not be, each a line; empty when all is well
 * @param figures what was done and counted, each a line
 * @param consents how long consents of healthy apps took
 */
public record SoakResult(List<String> violations, List<String> figures, ConsentTimes consents) {

    public SoakResult {
        violations = List.copyOf(violations);
        figures = List.copyOf(figures);
    }
}
