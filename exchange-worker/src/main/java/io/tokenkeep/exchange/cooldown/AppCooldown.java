package io.tokenkeep.exchange.cooldown;

import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The evidence against one app, and its cooldown. One refusal may be about one source only. So the app cools down after
 * three different sources were refused alike with no success between. After a pause one call probes the app. A source
 * that was refused before does not probe, because it would be refused again whatever the state of the app is. Not
 * thread-safe.
 */
final class AppCooldown {

    private static final int ENOUGH_SOURCES = 3;
    private static final int MOST_LIKENESSES = 16;
    private static final int MOST_CAUSES = 1000;

    /** Refusals that count as alike. */
    private record Likeness(FailureKind kind, @Nullable Integer code) {}

    private final CooldownTimes times;
    private final Map<Likeness, Set<String>> evidence = new LinkedHashMap<>();
    private final Set<String> causes = new HashSet<>();
    private @Nullable FailureKind kind;
    private Instant until = Instant.EPOCH;
    private boolean probing;
    private boolean ownTokenGiven;
    private int failedProbes;

    AppCooldown(CooldownTimes times) {
        this.times = times;
    }

    /** A source was refused in a way that may be the app's fault. */
    void refused(String source, FailureKind refusal, @Nullable Integer code, Instant now) {
        if (kind == FailureKind.RATE_LIMITED && probing) {
            // The probe was refused for another reason, so the rate limit is over.
            end();
        }
        if (kind != null && !ownTokenGiven) {
            addCause(source);
            if (probing || !now.isBefore(until)) {
                failedProbes++;
                begin(refusal, now.plus(times.pause(failedProbes)));
            }
            return;
        }
        Likeness likeness = new Likeness(refusal, code);
        if (evidence.size() < MOST_LIKENESSES || evidence.containsKey(likeness)) {
            evidence.computeIfAbsent(likeness, first -> new HashSet<>()).add(source);
        }
        Set<String> alike = evidence.getOrDefault(likeness, Set.of());
        if (alike.size() >= ENOUGH_SOURCES) {
            alike.forEach(this::addCause);
            failedProbes += kind == null ? 0 : 1;
            begin(refusal, now.plus(times.pause(failedProbes)));
        }
    }

    /** The provider says that the app called too often. This needs no further evidence. A pause never gets shorter. */
    void limited(Instant end) {
        if (kind == null || probing || ownTokenGiven || !until.isAfter(end)) {
            begin(FailureKind.RATE_LIMITED, end);
        }
    }

    /** A call of the app brought an answer about the request. */
    void answered() {
        evidence.clear();
        // Calls that began before the limit was hit may still succeed, so the pause is kept to its end.
        if (kind != FailureKind.RATE_LIMITED || probing) {
            end();
        }
    }

    /** The provider gave the app its own token. Calls are made again, and the next ones show whether that is enough. */
    void ownTokenGiven() {
        evidence.clear();
        if (kind != null) {
            ownTokenGiven = true;
            probing = false;
        }
    }

    /** The provider did not give the app its own token. */
    void ownTokenRefused(FailureKind refusal, Instant now) {
        FailureKind before = kind;
        if (before != null) {
            failedProbes++;
            // A missing answer does not change the reason of the cooldown.
            begin(refusal.isUndecided() ? before : refusal, now.plus(times.pause(failedProbes)));
        }
    }

    /** Whether this caller may call. After the pause one caller is let through, and the others wait for its answer. */
    Clearance clearance(Caller caller, boolean hasOwnToken, Instant now) {
        Optional<Cooldown> cooldown = current();
        if (cooldown.isEmpty()) {
            return new Clearance.Granted();
        }
        if (now.isBefore(until)) {
            return new Clearance.CoolingDown(cooldown.get());
        }
        boolean limited = kind == FailureKind.RATE_LIMITED;
        if (hasOwnToken && !limited) {
            probe(now);
            return new Clearance.OwnTokenFirst();
        }
        boolean mayProbe = limited
                || !causes.contains(caller.source())
                || caller.lastAttempt()
                || (caller.lasting() && !now.isBefore(until.plus(times.nobodyElse())));
        if (!mayProbe) {
            return new Clearance.CoolingDown(new Cooldown(cooldown.get().kind(), now.plus(times.pause(failedProbes))));
        }
        probe(now);
        return new Clearance.Granted();
    }

    /** The present cooldown; empty while calls are made. */
    Optional<Cooldown> current() {
        FailureKind why = kind;
        return why == null || ownTokenGiven ? Optional.empty() : Optional.of(new Cooldown(why, until));
    }

    /** The provider's last refusal of the app since the last answered call, also before there is enough evidence. */
    Optional<FailureKind> complaint() {
        return kind != null
                ? Optional.of(kind)
                : evidence.keySet().stream().map(Likeness::kind).reduce((first, second) -> second);
    }

    private void probe(Instant now) {
        probing = true;
        Duration limit = times.probe();
        until = now.plus(limit);
    }

    private void begin(FailureKind why, Instant end) {
        kind = why;
        until = end;
        probing = false;
        ownTokenGiven = false;
        evidence.clear();
    }

    private void end() {
        kind = null;
        probing = false;
        ownTokenGiven = false;
        failedProbes = 0;
        causes.clear();
    }

    private void addCause(String source) {
        if (causes.size() < MOST_CAUSES) {
            causes.add(source);
        }
    }
}
