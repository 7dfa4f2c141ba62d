package io.tokenkeep.exchange.lane;

import io.vertx.core.Future;

/** The work behind one record. Lives on its lane's event loop. */
public interface Job {

    /** Jobs of one key run one after the other, in the order of their records. */
    String key();

    /** The configured app it works for; empty when there is none. Apps share a lane's permits fairly. */
    String app();

    /** Tries to do the work; the permit goes back at its end, if not before. The future ends on the event loop. A failed future is a mistake of ours and stops the service. */
    Future<Verdict> attempt(Permit permit);
}
