package io.tokenkeep.kit;

import io.tokenkeep.kit.health.Component;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A started part that can be ended, such as a whole service. A second close does nothing. Any thread may call it. */
public interface Running {
    /** Ends the work in order within the limit, and returns at the limit at the latest. Never throws. */
    void close(Duration limit);

    /** How long an orderly end may take, if that is longer than the usual limit of a service. */
    default Duration stopWithin(Duration usual) {
        return usual;
    }

    /** The components of its health. */
    default List<Component> components() {
        return List.of();
    }

    /** Completes when it has ended by itself; a service does so only after a failure. */
    default CompletionStage<Exit> ended() {
        return new CompletableFuture<>();
    }
}
