package io.tokenkeep.exchange.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of a code from its earlier attempts. Immutable: each step of an attempt passes on a new value.
 *
 * @param wasPresentable whether an earlier attempt found no trace of the code, and would have found one if it was
 *     finished
 * @param spentSince since when the provider has called the code used; null if it has not
 * @param unsure attempts in a row in which the worker did not surely own the partition
 * @param unreadable answers to the code that could not be read
 * @param answered whether the answer has been counted, as this worker's own or as one taken over from another
 * @param waits the earlier waits and their reasons
 */
public record ConsentHistory(
        boolean wasPresentable,
        @Nullable Instant spentSince,
        int unsure,
        int unreadable,
        boolean answered,
        WaitHistory waits) {

    public static final ConsentHistory NONE = new ConsentHistory(false, null, 0, 0, false, WaitHistory.NONE);

    public ConsentHistory withPresentable(boolean presentable) {
        return new ConsentHistory(wasPresentable || presentable, spentSince, unsure, unreadable, answered, waits);
    }

    public ConsentHistory withSpentSince(Instant time) {
        return new ConsentHistory(wasPresentable, time, unsure, unreadable, answered, waits);
    }

    public ConsentHistory withUnsure(int attempts) {
        return new ConsentHistory(wasPresentable, spentSince, attempts, unreadable, answered, waits);
    }

    public ConsentHistory withUnreadable(int answers) {
        return new ConsentHistory(wasPresentable, spentSince, unsure, answers, answered, waits);
    }

    public ConsentHistory withAnswer() {
        return new ConsentHistory(wasPresentable, spentSince, unsure, unreadable, true, waits);
    }

    public ConsentHistory withWaits(WaitHistory next) {
        return new ConsentHistory(wasPresentable, spentSince, unsure, unreadable, answered, next);
    }
}
