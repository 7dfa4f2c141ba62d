package io.tokenkeep.simulator.fault;

import io.tokenkeep.simulator.http.Answer;
import java.time.Duration;

/** The actions that a fault has on one call. Used on the event loop only. */
public interface Stage {

    /** Lets the call take effect and returns the answer it would give. */
    Answer effect();

    void send(Answer answer);

    /**
     * Answers 200 with white space that goes on until the caller goes or the {@link #hangLimit()} is over: a space
     * after each pause, or for no pause a flood.
     */
    void sendWithoutEnd(Duration pause);

    /** Closes the connection without an answer. */
    void drop();

    /** Gives up a call whose caller has gone. */
    void abandon();

    boolean callerGone();

    void after(Duration delay, Runnable next);

    /** How long a hanging call is held before its connection is closed. */
    Duration hangLimit();
}
