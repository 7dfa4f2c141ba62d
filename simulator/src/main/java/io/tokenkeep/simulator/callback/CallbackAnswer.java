package io.tokenkeep.simulator.callback;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The app's answer: a status, or the reason why there is none. A redirect is a status like any other. */
public record CallbackAnswer(
        @Nullable Integer status,
        @Nullable Failure failure,
        @Nullable DeletionReceipt receipt) {
    private static final int OK = 200;

    /** Failures other than the status. */
    public enum Failure {
        /** No connection, or it broke off before the answer was whole. */
        UNREACHABLE,
        TIMED_OUT,
        TOO_LONG,
        /** A deletion was answered, but not by strict JSON with exactly {@code url} and {@code confirmation_code}. */
        NOT_AS_DOCUMENTED,
        /** The address is http although https is required. */
        INSECURE,
        /** Too many calls were in flight already. */
        NOT_SENT
    }

    static CallbackAnswer failed(Failure failure) {
        return new CallbackAnswer(null, failure, null);
    }

    static CallbackAnswer tooLong(int status) {
        return new CallbackAnswer(status, Failure.TOO_LONG, null);
    }

    static CallbackAnswer of(CallbackKind kind, int status, byte[] body) {
        if (kind == CallbackKind.DEAUTHORIZE || status != OK) {
            return new CallbackAnswer(status, null, null);
        }
        Optional<DeletionReceipt> receipt = DeletionReceipt.read(body);
        return receipt.isPresent()
                ? new CallbackAnswer(status, null, receipt.get())
                : new CallbackAnswer(status, Failure.NOT_AS_DOCUMENTED, null);
    }

    /** Whether Meta would accept the answer. */
    public boolean isAccepted() {
        return status != null && status == OK && failure == null;
    }
}
