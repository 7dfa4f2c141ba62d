package io.tokenkeep.refresh.stream;

import java.io.Serial;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * A task's state was not restored completely. The stream thread ends, which discards its tasks' state, and the next thread
 * restores it.
 */
final class IncompleteStateException extends StreamsException {

    @Serial
    private static final long serialVersionUID = 1L;

    IncompleteStateException() {
        super("some stores came back older than the others");
    }
}
