package io.tokenkeep.callback.consent;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a redirect says (RFC 6749 4.1.2), read by {@link CallbackReader}. None of its forms prints code or state. */
sealed interface Callback {

    <T> T match(Function<Granted, T> granted, Function<Denied, T> denied, Function<Malformed, T> malformed);

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

    /** The provider reports an error; {@code userCancelled} when the person said no. */
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

    /** Nothing a provider would send; with its state where that can be read. */
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
