package io.tokenkeep.soak.attack;

import java.util.List;

/**
 * The result of an attack.
 *
 * @param violations failed conditions that hold on every machine, one text each
 * @param figures counts and times, one text each
 * @param pageP99 99th percentile of the time of answers to people, in seconds
 * @param longestConnect longest time from a person's redirect to the outcome CONNECTED, in seconds
 * @param logBytesPerByte growth of the services' logs in bytes, for each byte that attackers sent
 * @param heapGrowth the largest growth of a service's heap after a collection, from before to after, as a factor;
 *     what people's consents keep in memory for some hours is not counted
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
