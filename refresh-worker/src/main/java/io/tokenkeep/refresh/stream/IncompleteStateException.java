package io.tokenkeep.refresh.stream;

import java.io.Serial;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * A task's state was not restored completely, or what it wrote may be lost, or records that it needs cannot be read now. The stream thread ends, which discards its tasks' state, and the next thread
 * restores it.
 */
final class IncompleteStateException extends StreamsException {

    @Serial
    private static final long serialVersionUID = 1L;

    IncompleteStateException() {
        super("a task lacks state or records; the log says which");
    }
}
