package io.tokenkeep.exchange.code;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of a code from its earlier attempts. Immutable: each step of an attempt hands on the next value.
 *
 * @param wasPresentable whether nothing was known of the code in an earlier attempt, and would have been known
 * @param spentSince since when the provider calls the code used; null when it does not
 * @param unsure attempts in a row in which the partition was not surely this worker's
 * @param unreadable answers to the code that nobody can read
 * @param answered whether the answer has been counted, as this worker's own or as one taken up from another
 * @param waits what the waits so far were about
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
