package io.tokenkeep.kit.http;

import java.time.Duration;

/**
 * Bounds on what clients may use of a listener.
 *
 * @param connections that may be open at once
 * @param perAddress how many of them one client address may have, or requests in flight behind a trusted proxy
 * @param clientTimeout how long a client may take for a request's head, and again for its body
 */
public record ConnectionLimits(int connections, int perAddress, Duration clientTimeout) {

    /** For a listener where one address may use all connections. */
    public static ConnectionLimits ofAll(int connections, Duration clientTimeout) {
        return new ConnectionLimits(connections, connections, clientTimeout);
    }
}
