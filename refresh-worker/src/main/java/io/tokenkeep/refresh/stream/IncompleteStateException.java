package io.tokenkeep.refresh.stream;

import java.io.Serial;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * A task's state was not restored completely. The stream thread ends of it, which throws its tasks' state away, and the
 * next one restores it.
 */
final class IncompleteStateException extends StreamsException {

    @Serial
    private static final long serialVersionUID = 1L;

    IncompleteStateException() {
        super("some stores came back older than the others");
    }
}
