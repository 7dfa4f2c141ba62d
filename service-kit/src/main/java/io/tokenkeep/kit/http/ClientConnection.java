package io.tokenkeep.kit.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One connection and how far its present request is. The client is waited for until a request is complete, and again
 * once it is answered; in between it waits for us and has no deadline. Guarded by the table it is in.
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

    /** @param address whom the connection counts for; null for that of a trusted proxy */
    ClientConnection(@Nullable ClientAddress address, Instant openedAt, Runnable close) {
        this.address = address;
        this.waitingSince = openedAt;
        this.close = close;
    }

    @Nullable
    ClientAddress address() {
        return address;
    }

    /** Where the connection is counted. */
    @Nullable
    AddressShare<ClientConnection> share() {
        return share;
    }

    void countedIn(AddressShare<ClientConnection> ofAddress) {
        share = ofAddress;
    }

    /** Where the request in flight is counted, if a trusted proxy says whose it is. */
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

    /** Between requests a client may well have nothing to say. */
    String overdueReason() {
        if (headAt != null) {
            return "body-timeout";
        }
        return served ? "idle" : "head-timeout";
    }

    /** Until when the client may take for the part it is at. */
    Instant deadline(Duration clientTimeout) {
        return (headAt == null ? waitingSince : headAt).plus(clientTimeout);
    }

    void close() {
        close.run();
    }
}
