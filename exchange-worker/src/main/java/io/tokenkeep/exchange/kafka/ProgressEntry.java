package io.tokenkeep.exchange.kafka;

import io.tokenkeep.avro.AuthorizationProgress;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** The known state of a code. */
public sealed interface ProgressEntry {

    /** One function per case. A case that is not handled could present its code again. */
    <T> T match(Supplier<T> finished, Function<Answered, T> answered, Function<Unreadable, T> unreadable);

    /** The consent is finished. */
    record Finished() implements ProgressEntry {
        @Override
        public <T> T match(Supplier<T> finished, Function<Answered, T> answered, Function<Unreadable, T> unreadable) {
            return finished.get();
        }
    }

    /** The provider has answered, and the consent is not finished. */
    sealed interface Unfinished extends ProgressEntry {
        /** The time of the record, as far as it is known. */
        Instant at();
    }

    /** The sealed answer is known. */
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

    /** This version cannot read the answer; a newer version may have written it. */
    record Unreadable(Instant at) implements Unfinished {
        @Override
        public <T> T match(Supplier<T> finished, Function<Answered, T> answered, Function<Unreadable, T> unreadable) {
            return unreadable.apply(this);
        }
    }
}
