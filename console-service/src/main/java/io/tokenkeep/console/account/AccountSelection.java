package io.tokenkeep.console.account;

import io.tokenkeep.avro.StatusState;
import java.util.List;
import java.util.Map;

/**
 * The accounts that a filter found at one moment.
 *
 * @param counts how many of them have each state
 * @param keys in the order of their bytes; empty if there are more than was asked for
 */
public record AccountSelection(Map<StatusState, Long> counts, List<byte[]> keys) {

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
