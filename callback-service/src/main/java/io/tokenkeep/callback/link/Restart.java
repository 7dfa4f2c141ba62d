package io.tokenkeep.callback.link;

import io.tokenkeep.callback.page.StartOver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lets a person whose consent failed begin again by one tap. Only for a day: an address in an old browser history must
 * not be a link that never expires.
 */
public final class Restart {

    public static final StartOver NONE = StartOver.WITH_THE_LINK;

    private static final Duration OFFERED = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofHours(1);

    private final ConnectLinks links;
    private final InstantSource clock;

    public Restart(ConnectLinks links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    /** {@code ended} is when the consent was over, or will be. */
    public StartOver of(ConnectRequest request, Instant ended) {
        return clock.instant().isBefore(ended.plus(OFFERED)) ? new StartOver(links.path(request, VALID)) : NONE;
    }
}
