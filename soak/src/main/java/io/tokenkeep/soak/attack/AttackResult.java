package io.tokenkeep.soak.attack;

import java.util.List;

/**
 * What became of an attack.
 *
 * @param violations what must not be whatever the machine, each a line
 * @param figures what was done and counted, each a line
 * @param pageP99 seconds that 99 of 100 answers to people took at most
 * @param longestConnect seconds from a person's redirect to the outcome that says connected, the longest
 * @param logBytesPerByte how much the services' logs grew for each byte that attackers sent
 * @param heapGrowth the largest growth of a service's heap after a collection, from before to after, as a factor;
 *     what the people themselves leave for some hours is not counted
 */
public record AttackResult(
        List<String> violations,
        List<String> figures,
        double pageP99,
        double longestConnect,
        double logBytesPerByte,
        double heapGrowth) {

    public AttackResult {
        violations = List.copyOf(violations);
        figures = List.copyOf(figures);
    }
}
