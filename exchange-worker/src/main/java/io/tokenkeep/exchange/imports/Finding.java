package io.tokenkeep.exchange.imports;

import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import java.util.function.Function;

/** What the provider says of a token that was got elsewhere. */
sealed interface Finding {

    /** One function per case. */
    <T> T match(Function<Usable, T> usable, Function<ImportReason, T> unusable, Function<Failure, T> failed);

    /**
     * The token works, and can be kept alive.
     *
     * @param issued the token, or the one for which it was exchanged
     * @param upgraded whether it was exchanged for a long-lived one
     */
    record Usable(Profile profile, TokenKind kind, LongLived issued, boolean upgraded) implements Finding {
        @Override
        public <T> T match(
                Function<Usable, T> usable, Function<ImportReason, T> unusable, Function<Failure, T> failed) {
            return usable.apply(this);
        }
    }

    /** The token is none that this app can keep alive. Asking again changes nothing. */
    record Unusable(ImportReason reason) implements Finding {
        @Override
        public <T> T match(
                Function<Usable, T> usable, Function<ImportReason, T> unusable, Function<Failure, T> failed) {
            return unusable.apply(reason);
        }
    }

    /** A call failed, which may be the fault of the token, the provider, or the app. */
    record Failed(Failure failure) implements Finding {
        @Override
        public <T> T match(
                Function<Usable, T> usable, Function<ImportReason, T> unusable, Function<Failure, T> failed) {
            return failed.apply(failure);
        }
    }
}
