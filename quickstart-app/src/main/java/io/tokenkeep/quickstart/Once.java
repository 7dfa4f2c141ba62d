package io.tokenkeep.quickstart;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Waits until every account was seen connected and refreshed, and reports the result. */
final class Once {

    static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long ROUND_MILLIS = 50;

    private final int accounts;
    private final Tally seen;
    private final LongSupplier nanoTime;
    private final long start;

    /** @param start start of the process, by {@code nanoTime} */
    Once(int accounts, Tally seen, LongSupplier nanoTime, long start) {
        this.accounts = accounts;
        this.seen = seen;
        this.nanoTime = nanoTime;
        this.start = start;
    }

    /** Whether every account was seen within the limit. */
    boolean await() throws InterruptedException {
        while (!complete() && elapsed().compareTo(LIMIT) < 0) {
            synchronized (this) {
                wait(ROUND_MILLIS);
            }
        }
        return complete();
    }

    /** The JSON that is printed last. */
    String report() {
        String pages = seen.pages() == 0
                ? ""
                : String.format(Locale.ROOT, "\"pages\":%d,\"verified\":%d,", seen.pages(), seen.verifiedPages());
        return String.format(
                Locale.ROOT,
                "{\"connected\":%d,\"refreshed\":%d,%s\"failed\":%d,\"seconds\":%.1f}",
                seen.connected(),
                seen.refreshed(),
                pages,
                failed(),
                elapsed().toMillis() / 1000.0);
    }

    /** One sentence that says what is missing. */
    String reason() {
        return "of " + accounts + " accounts " + seen.connected() + " were seen connected, " + seen.refreshed()
                + " refreshed" + pages() + " and " + seen.unusable() + " with a token that does not work, within "
                + LIMIT.toSeconds() + " s";
    }

    private String pages() {
        return seen.pages() == 0 ? "" : ", of " + seen.pages() + " Pages " + seen.verifiedPages() + " verified,";
    }

    private boolean complete() {
        return seen.connected() == accounts && seen.refreshed() == accounts && failed() == 0;
    }

    /** Accounts that were not connected, not refreshed or verified, or whose token does not work: each account once. */
    private int failed() {
        return Math.max(0, accounts - seen.done()) + seen.pages() - seen.verifiedPages();
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }
}
