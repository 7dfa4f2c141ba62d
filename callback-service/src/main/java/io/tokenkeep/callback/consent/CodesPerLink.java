package io.tokenkeep.callback.consent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.callback.link.Invitation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many codes each connect link brought within the last hour, and how many of them the provider refused. Counts the codes
 * that this instance admitted and the outcomes of all instances, so the numbers are complete again after a restart. All links of
 * an app's start page count as one. Holds at most {@value #MOST} codes; beyond that it forgets the link that is unused for
 * longest, which then counts from zero. Thread-safe.
 */
public final class CodesPerLink {

    /** About 4 MB if few links bring them, and 60 MB if each code comes by a link of its own. */
    static final int MOST = 100_000;

    /** The provider's reasons for a code that is invented, was used, or was issued for another redirect URI. */
    private static final Set<AuthorizationReason> CODE_REFUSED =
            EnumSet.of(AuthorizationReason.CODE_SPENT, AuthorizationReason.BAD_REQUEST);

    private final CodeBounds bounds;
    private final InstantSource clock;
    private final int most;
    private final Map<String, Link> links = new LinkedHashMap<>(16, 0.75f, true);
    private int held;

    /** Whether a code may pass. */
    enum Admission {
        ADMITTED,
        TOO_MANY_CODES,
        TOO_MANY_REFUSED
    }

    private static final class Link {
        private final HourWindow codes;
        private final HourWindow refused;

        Link(CodeBounds.Limits limits) {
            this.codes = new HourWindow(limits.codes());
            this.refused = new HourWindow(limits.refused());
        }

        int size() {
            return codes.size() + refused.size();
        }
    }

    public CodesPerLink(CodeBounds bounds, InstantSource clock) {
        this(bounds, clock, MOST);
    }

    CodesPerLink(CodeBounds bounds, InstantSource clock, int most) {
        this.bounds = bounds;
        this.clock = clock;
        this.most = most;
    }

    /** Registers gauges: the codes that are held, and their limit. */
    public void register(MeterRegistry registry) {
        Gauge.builder("tokenkeep.callback.link.codes.held", this, CodesPerLink::held)
                .register(registry);
        Gauge.builder("tokenkeep.callback.link.codes.limit", () -> most).register(registry);
    }

    /** Whether this code may pass. A code that passes is counted at once; a code that passed before always may. */
    synchronized Admission admit(Invitation invitation, String authorizationId) {
        Instant now = clock.instant();
        Link link = link(invitation.link(), invitation.request().app());
        boolean tooManyRefused = isFull(link, link.refused, now);
        if (tooManyRefused || isFull(link, link.codes, now)) {
            if (link.codes.contains(authorizationId)) {
                return Admission.ADMITTED;
            }
            return tooManyRefused ? Admission.TOO_MANY_REFUSED : Admission.TOO_MANY_CODES;
        }
        count(link, link.codes, authorizationId, now, now);
        return Admission.ADMITTED;
    }

    /** Counts the code of an outcome that was written at that time by the broker's clock, admitted by any instance. */
    public synchronized void countOutcome(AuthorizationOutcome outcome, Instant writtenAt) {
        Instant now = clock.instant();
        Instant at = writtenAt.isAfter(now) ? now : writtenAt;
        if (!HourWindow.covers(at, now)) {
            return;
        }
        Link link = link(outcome.getLink(), outcome.getApp());
        count(link, link.codes, outcome.getAuthorizationId(), at, now);
        if (outcome.getState() == AuthorizationState.FAILED && CODE_REFUSED.contains(outcome.getReason())) {
            count(link, link.refused, outcome.getAuthorizationId(), at, now);
        }
    }

    synchronized int held() {
        return held;
    }

    private Link link(@Nullable String link, String app) {
        // A hash has no space, so no link has the name of a start page.
        return link == null
                ? links.computeIfAbsent("start page " + app, first -> new Link(bounds.startPage()))
                : links.computeIfAbsent(link, first -> new Link(bounds.link()));
    }

    private boolean isFull(Link link, HourWindow window, Instant now) {
        int before = link.size();
        boolean full = window.isFull(now);
        held += link.size() - before;
        return full;
    }

    private void count(Link link, HourWindow window, String authorizationId, Instant at, Instant now) {
        int before = link.size();
        window.add(authorizationId, at);
        held += link.size() - before;
        forget(now);
    }

    /** Removes links whose last code is an hour old; at the bound, also the links whose last code is the oldest. */
    private void forget(Instant now) {
        Iterator<Link> longestUnused = links.values().iterator();
        while (longestUnused.hasNext()) {
            Link link = longestUnused.next();
            int before = link.size();
            link.codes.expire(now);
            link.refused.expire(now);
            held += link.size() - before;
            if (link.size() > 0 && held <= most) {
                return;
            }
            held -= link.size();
            longestUnused.remove();
        }
    }
}
