package io.tokenkeep.simulator.callback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Remembers the last calls and counts all of them. At its bound it forgets the oldest. Safe for use by many threads. */
final class CallbackLog {
    private final int remembered;
    private final TreeMap<Long, SentCallback> byNumber = new TreeMap<>();
    private long last;
    private long accepted;
    private long failed;

    CallbackLog(int remembered) {
        this.remembered = remembered;
    }

    synchronized SentCallback begin(
            CallbackKind kind, String clientId, String personId, String signedRequest, Instant at) {
        var begun = new SentCallback(++last, kind, clientId, personId, signedRequest, at, null);
        byNumber.put(begun.number(), begun);
        if (byNumber.size() > remembered) {
            byNumber.pollFirstEntry();
        }
        return begun;
    }

    synchronized SentCallback end(SentCallback begun, CallbackAnswer answer) {
        if (answer.isAccepted()) {
            accepted++;
        } else {
            failed++;
        }
        var ended = begun.answeredWith(answer);
        byNumber.replace(begun.number(), ended);
        return ended;
    }

    synchronized Optional<SentCallback> last(CallbackKind kind, String clientId, @Nullable String personId) {
        return byNumber.descendingMap().values().stream()
                .filter(sent -> sent.kind() == kind && sent.clientId().equals(clientId))
                .filter(sent -> personId == null || personId.equals(sent.personId()))
                .findFirst();
    }

    synchronized List<SentCallback> all() {
        return List.copyOf(byNumber.values());
    }

    synchronized CallbackCounts counts() {
        return new CallbackCounts(accepted, failed, (int) (last - accepted - failed));
    }
}
