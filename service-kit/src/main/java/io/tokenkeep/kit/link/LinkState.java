package io.tokenkeep.kit.link;

import io.tokenkeep.avro.ConnectLink;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is known of a connect link now. */
public sealed interface LinkState {

    <T> T match(Function<ConnectLink, T> open, Supplier<T> ended, Supplier<T> revoked, Supplier<T> unknown);

    /** Made by console-service, not revoked, and not expired. */
    record Open(ConnectLink link) implements LinkState {
        @Override
        public <T> T match(Function<ConnectLink, T> open, Supplier<T> ended, Supplier<T> revoked, Supplier<T> unknown) {
            return open.apply(link);
        }
    }

    /** Its time is over. */
    record Ended() implements LinkState {
        @Override
        public <T> T match(Function<ConnectLink, T> open, Supplier<T> ended, Supplier<T> revoked, Supplier<T> unknown) {
            return ended.get();
        }
    }

    /** The agency revoked it. */
    record Revoked() implements LinkState {
        @Override
        public <T> T match(Function<ConnectLink, T> open, Supplier<T> ended, Supplier<T> revoked, Supplier<T> unknown) {
            return revoked.get();
        }
    }

    /**
     * Not read yet, or signed by nobody this service knows, or invented. The first of these passes within seconds, so the link
     * is refused for the moment only.
     */
    record Unknown() implements LinkState {
        @Override
        public <T> T match(Function<ConnectLink, T> open, Supplier<T> ended, Supplier<T> revoked, Supplier<T> unknown) {
            return unknown.get();
        }
    }
}
