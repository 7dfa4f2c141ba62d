package io.tokenkeep.exchange.cooldown;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a provider's failure means for the app, and what the job behind the call may do next. */
public sealed interface FailureEffect {

    /** One function per case. */
    <T> T match(
            Supplier<T> undecided,
            Function<RateLimited, T> rateLimited,
            Function<AppRefused, T> appRefused,
            Supplier<T> requestRefused);

    /** The provider decided nothing. The same call may be made again. */
    record Undecided() implements FailureEffect {
        @Override
        public <T> T match(
                Supplier<T> undecided,
                Function<RateLimited, T> rateLimited,
                Function<AppRefused, T> appRefused,
                Supplier<T> requestRefused) {
            return undecided.get();
        }
    }

    /**
     * A limit of the app, of a person or of an object was hit.
     *
     * @param pause how long to make no such call; empty if the provider named no time and the app itself is not limited
     */
    record RateLimited(Optional<Duration> pause) implements FailureEffect {
        @Override
        public <T> T match(
                Supplier<T> undecided,
                Function<RateLimited, T> rateLimited,
                Function<AppRefused, T> appRefused,
                Supplier<T> requestRefused) {
            return rateLimited.apply(this);
        }
    }

    /**
     * Only the operator can repair it.
     *
     * @param cooldown the app's cooldown, if there is enough evidence that the app itself is refused
     */
    record AppRefused(Optional<Cooldown> cooldown) implements FailureEffect {
        @Override
        public <T> T match(
                Supplier<T> undecided,
                Function<RateLimited, T> rateLimited,
                Function<AppRefused, T> appRefused,
                Supplier<T> requestRefused) {
            return appRefused.apply(this);
        }
    }

    /** The refusal is about this request alone. */
    record RequestRefused() implements FailureEffect {
        @Override
        public <T> T match(
                Supplier<T> undecided,
                Function<RateLimited, T> rateLimited,
                Function<AppRefused, T> appRefused,
                Supplier<T> requestRefused) {
            return requestRefused.get();
        }
    }
}
