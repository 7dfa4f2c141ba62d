package io.tokenkeep.exchange.code;

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
record CodeHistory(
        boolean wasPresentable,
        @Nullable Instant spentSince,
        int unsure,
        int unreadable,
        boolean answered,
        WaitHistory waits) {

    static final CodeHistory NONE = new CodeHistory(false, null, 0, 0, false, WaitHistory.NONE);

    CodeHistory withPresentable(boolean presentable) {
        return new CodeHistory(wasPresentable || presentable, spentSince, unsure, unreadable, answered, waits);
    }

    CodeHistory withSpentSince(Instant time) {
        return new CodeHistory(wasPresentable, time, unsure, unreadable, answered, waits);
    }

    CodeHistory withUnsure(int attempts) {
        return new CodeHistory(wasPresentable, spentSince, attempts, unreadable, answered, waits);
    }

    CodeHistory withUnreadable(int answers) {
        return new CodeHistory(wasPresentable, spentSince, unsure, answers, answered, waits);
    }

    CodeHistory withAnswer() {
        return new CodeHistory(wasPresentable, spentSince, unsure, unreadable, true, waits);
    }

    CodeHistory withWaits(WaitHistory next) {
        return new CodeHistory(wasPresentable, spentSince, unsure, unreadable, answered, next);
    }
}
