package io.tokenkeep.simulator.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call that was made. Its time is the simulated clock's. The answer is absent while the app still has time. */
public record SentCallback(
        long number,
        CallbackKind kind,
        String clientId,
        String personId,
        String signedRequest,
        Instant sentAt,
        @Nullable CallbackAnswer answer) {

    SentCallback answeredWith(CallbackAnswer value) {
        return new SentCallback(number, kind, clientId, personId, signedRequest, sentAt, value);
    }

    @Override
    public String toString() {
        return "SentCallback[" + number + ", " + kind + ", " + clientId + ", " + answer + "]";
    }
}
