package io.tokenkeep.exchange.leave;

import io.tokenkeep.avro.Token;
import java.io.IOException;

/** Takes what {@link TokenReader} has read. Called by its thread only. */
public interface TokenSink {

    /** The current record of an account; each account comes once. */
    void current(String account, Token token) throws IOException;

    /** A record of which nothing is known, not even whether it is live. */
    void unreadable(int partition, long offset, String reason);
}
