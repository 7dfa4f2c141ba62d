package io.tokenkeep.kit.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the progress of its current request. The client has a deadline until its request is complete, and again
 * after the answer. In between the client waits for us and has no deadline. Guarded by the table that contains it.
 */
final class ClientConnection {

    private final @Nullable ClientAddress address;
    private final Runnable close;
    private Instant waitingSince;
    private @Nullable Instant headAt;
    private @Nullable AddressShare<ClientConnection> share;
    private @Nullable AddressShare<ClientConnection> requestShare;
    private boolean complete;
    private boolean served;
    private boolean answered;

    /** @param address the address that the connection counts for; null for a connection of a trusted proxy */
    ClientConnection(@Nullable ClientAddress address, Instant openedAt, Runnable close) {
        this.address = address;
        this.waitingSince = openedAt;
        this.close = close;
    }

    @Nullable
    ClientAddress address() {
        return address;
    }

    /** The share in which the connection is counted. */
    @Nullable
    AddressShare<ClientConnection> share() {
        return share;
    }

    void countedIn(AddressShare<ClientConnection> ofAddress) {
        share = ofAddress;
    }

    /** The share in which the request in flight is counted, if a trusted proxy names its client. */
    @Nullable
    AddressShare<ClientConnection> requestShare() {
        return requestShare;
    }

    void requestCountedIn(@Nullable AddressShare<ClientConnection> ofClient) {
        requestShare = ofClient;
    }

    void headArrived(Instant now) {
        headAt = now;
        complete = false;
        answered = false;
    }

    void completed() {
        complete = true;
    }

    void answered() {
        answered = true;
    }

    /** Whether the request is over, on both sides. */
    boolean over() {
        return complete && answered;
    }

    void waitAgain(Instant now) {
        waitingSince = now;
        headAt = null;
        served = true;
    }

    Instant waitingSince() {
        return waitingSince;
    }

    /** Between requests a client may be silent. */
    String overdueReason() {
        if (headAt != null) {
            return "body-timeout";
        }
        return served ? "idle" : "head-timeout";
    }

    /** The deadline of the client for the current part. */
    Instant deadline(Duration clientTimeout) {
        return (headAt == null ? waitingSince : headAt).plus(clientTimeout);
    }

    void close() {
        close.run();
    }
}
