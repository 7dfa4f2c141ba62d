package io.tokenkeep.console.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The accounts of one app among those of a bulk action: neighbours, because the app stands in front of each key. For one thread. */
final class AppRange {

    /** A command without an answer for so long leaves the window. */
    static final Duration ANSWERED_WITHIN = Duration.ofHours(2);

    private final String app;
    private final int from;
    private final int to;
    /** When accounts were sent, to the minute; the last of a minute stands for all of it. */
    private final List<Sent> sent = new ArrayList<>();

    private int sentTo;
    /** All before have an answer, or waited too long for it. */
    private int firstOpen;

    private record Sent(int upTo, Instant minute) {}

    AppRange(String app, int from, int to) {
        this.app = app;
        this.from = from;
        this.to = to;
        this.sentTo = from;
        this.firstOpen = from;
    }

    String app() {
        return app;
    }

    /** The index of the first account that is not sent yet. */
    int sentTo() {
        return sentTo;
    }

    int sent() {
        return sentTo - from;
    }

    int unsent() {
        return to - sentTo;
    }

    boolean contains(int index) {
        return from <= index && index < to;
    }

    /** An earlier record that comes again changes nothing. */
    void sentUpTo(int upTo, Instant at) {
        if (upTo <= sentTo) {
            return;
        }
        sentTo = Math.min(upTo, to);
        Instant minute = Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 60) * 60 + 60);
        if (!sent.isEmpty() && sent.get(sent.size() - 1).minute().equals(minute)) {
            sent.remove(sent.size() - 1);
        }
        sent.add(new Sent(sentTo, minute));
    }

    /** How many commands wait for their answer. */
    int open(ResultList results, Instant now) {
        int late = lateUpTo(now);
        while (firstOpen < sentTo && (firstOpen < late || results.has(firstOpen))) {
            firstOpen++;
        }
        int open = 0;
        for (int i = firstOpen; i < sentTo; i++) {
            open += results.has(i) ? 0 : 1;
        }
        return open;
    }

    /** Whether the account was sent so long ago that nobody waits for its answer. */
    boolean isLate(int index, Instant now) {
        return index < lateUpTo(now);
    }

    private int lateUpTo(Instant now) {
        Instant before = now.minus(ANSWERED_WITHIN);
        int late = from;
        for (Sent one : sent) {
            if (one.minute().isAfter(before)) {
                break;
            }
            late = one.upTo();
        }
        return late;
    }
}
