package io.tokenkeep.callback.link;

import java.time.Instant;

/**
 * Somebody's leave to consent: to what, and when the link they were sent is over. Links to start over carry on the same
 * invitation, so none of them makes it last.
 */
public record Invitation(ConnectRequest request, Instant ends) {}
