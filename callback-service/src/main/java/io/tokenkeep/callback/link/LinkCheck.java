package io.tokenkeep.callback.link;

import java.util.function.Function;
import java.util.function.Supplier;

/** The result of the check of a connect link. */
public sealed interface LinkCheck {

    <T> T match(Function<Invitation, T> valid, Supplier<T> expired, Supplier<T> refused);

    /** Signed by us and not expired. */
    record Valid(Invitation invitation) implements LinkCheck {
        @Override
        public <T> T match(Function<Invitation, T> valid, Supplier<T> expired, Supplier<T> refused) {
            return valid.apply(invitation);
        }
    }

    /** Signed by us, but expired. */
    record Expired() implements LinkCheck {
        @Override
        public <T> T match(Function<Invitation, T> valid, Supplier<T> expired, Supplier<T> refused) {
            return expired.get();
        }
    }

    /** Changed, cut short, for another app, or signed by somebody else. */
    record Refused() implements LinkCheck {
        @Override
        public <T> T match(Function<Invitation, T> valid, Supplier<T> expired, Supplier<T> refused) {
            return refused.get();
        }
    }
}
