package io.tokenkeep.callback.consent;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The content of a redirect (RFC 6749 4.1.2), read by {@link CallbackReader}. None of its forms prints code or state. */
sealed interface Callback {

    <T> T match(Function<Granted, T> granted, Function<Denied, T> denied, Function<Malformed, T> malformed);

    /** Null if the redirect has none that can be read. */
    @Nullable
    String state();

    /** The person consented. */
    record Granted(String code, String state) implements Callback {
        @Override
        public <T> T match(Function<Granted, T> granted, Function<Denied, T> denied, Function<Malformed, T> malformed) {
            return granted.apply(this);
        }

        @Override
        public String toString() {
            return "Granted[hidden]";
        }
    }

    /** The provider reports an error; {@code userCancelled} if the person declined. */
    record Denied(boolean userCancelled, @Nullable String state) implements Callback {
        @Override
        public <T> T match(Function<Granted, T> granted, Function<Denied, T> denied, Function<Malformed, T> malformed) {
            return denied.apply(this);
        }

        @Override
        public String toString() {
            return "Denied[userCancelled=" + userCancelled + "]";
        }
    }

    /** A query that no provider sends; with its state if that can be read. */
    record Malformed(Reason reason, @Nullable String state) implements Callback {
        @Override
        public <T> T match(Function<Granted, T> granted, Function<Denied, T> denied, Function<Malformed, T> malformed) {
            return malformed.apply(this);
        }

        @Override
        public String toString() {
            return "Malformed[" + reason + "]";
        }
    }

    /** Why a redirect cannot be read. */
    enum Reason {
        CODE_MISSING,
        STATE_MISSING,
        DOUBLED,
        UNREADABLE,
        TOO_LONG
    }
}
