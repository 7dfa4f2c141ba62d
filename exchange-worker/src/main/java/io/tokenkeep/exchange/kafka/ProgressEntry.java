package io.tokenkeep.exchange.kafka;

import io.tokenkeep.avro.AuthorizationProgress;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** How far a code is, where anything is known of it. */
public sealed interface ProgressEntry {

    /** One function per case: an entry that nobody handled could have its code presented again. */
    <T> T match(Supplier<T> finished, Function<Answered, T> answered, Function<Unreadable, T> unreadable);

    /** Nothing is left to do. */
    record Finished() implements ProgressEntry {
        @Override
        public <T> T match(Supplier<T> finished, Function<Answered, T> answered, Function<Unreadable, T> unreadable) {
            return finished.get();
        }
    }

    /** The provider has answered, and something is left to do. */
    sealed interface Unfinished extends ProgressEntry {
        /** Since when it is so, as far as known. */
        Instant at();
    }

    /** The answer is sealed. */
    record Answered(AuthorizationProgress progress) implements Unfinished {
        @Override
        public Instant at() {
            return progress.getAnsweredAt();
        }

        @Override
        public <T> T match(Supplier<T> finished, Function<Answered, T> answered, Function<Unreadable, T> unreadable) {
            return answered.apply(this);
        }

        @Override
        public String toString() {
            return "Answered";
        }
    }

    /** This version cannot read the answer: it may be the next version's. */
    record Unreadable(Instant at) implements Unfinished {
        @Override
        public <T> T match(Supplier<T> finished, Function<Answered, T> answered, Function<Unreadable, T> unreadable) {
            return unreadable.apply(this);
        }
    }
}
