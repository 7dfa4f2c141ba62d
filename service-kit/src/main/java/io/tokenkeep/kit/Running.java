package io.tokenkeep.kit;

import io.tokenkeep.kit.health.Component;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Something started that can be ended, such as a whole service. Closing twice does nothing more; any thread may. */
public interface Running {
    /** Ends what runs: orderly within the limit, and returns at the limit at the latest. Never throws. */
    void close(Duration limit);

    /** How long ending it in an orderly way may take, where that is longer than it usually is for a service. */
    default Duration stopWithin(Duration usual) {
        return usual;
    }

    /** What its health consists of. */
    default List<Component> components() {
        return List.of();
    }

    /** Completes when it ended by itself, which only a failure makes a service do. */
    default CompletionStage<Exit> ended() {
        return new CompletableFuture<>();
    }
}
