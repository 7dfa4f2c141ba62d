package io.tokenkeep.simulator.registry;

import io.tokenkeep.simulator.registry.Presentation.Delivery;
import io.tokenkeep.simulator.registry.Presentation.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The registry of codes. A code has one use, a limited lifetime, and belongs to a client id and a redirect URI. The
 * registry remembers every presentation. At its bound it forgets the oldest code. Safe for use by many threads.
 */
public final class Codes {
    private final SimulatedTime time;
    private final Lifetimes lifetimes;
    private final OpaqueText text;
    private final int remembered;
    private final Map<String, Entry> byValue = new LinkedHashMap<>();

    public Codes(SimulatedTime time, Lifetimes lifetimes, OpaqueText text, int remembered) {
        this.time = time;
        this.lifetimes = lifetimes;
        this.text = text;
        this.remembered = remembered;
    }

    /** Lets a person consent. Returns a new code. */
    synchronized String grant(RegisteredApp app, String redirectUri, Person person, Set<String> scopes, Reach reach) {
        if (byValue.size() >= remembered) {
            Iterator<String> oldest = byValue.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        Instant now = time.instant();
        String value = text.code();
        var granted = new GrantedCode(
                value,
                app.clientId(),
                person,
                redirectUri,
                Set.copyOf(scopes),
                now,
                now.plus(lifetimes.code()),
                time.wall(),
                false,
                List.of(),
                reach);
        byValue.put(value, new Entry(granted));
        return value;
    }

    /** Records that a code arrived at the token endpoint. The code does not change. */
    public synchronized Attempt receive(@Nullable String value) {
        var entry = value == null ? null : byValue.get(value);
        if (entry == null) {
            return new Attempt(null, 0);
        }
        entry.presentations.add(new Presentation(time.wall(), null, Result.NONE, Delivery.WAITING));
        return new Attempt(entry, entry.presentations.size() - 1);
    }

    /** Spends the code if client id, redirect URI and time are right. Otherwise the code does not change. */
    public synchronized Result redeem(Attempt attempt, String clientId, @Nullable String redirectUri) {
        var entry = attempt.entry;
        if (entry == null) {
            return Result.USED;
        }
        Result result = judge(entry, clientId, redirectUri);
        if (result == Result.ISSUED) {
            entry.redeemed = true;
        }
        return note(attempt, result);
    }

    /** Records a result that does not depend on the code. */
    public synchronized Result note(Attempt attempt, Result result) {
        attempt.change(seen -> new Presentation(seen.receivedAt(), seen.answeredAt(), result, seen.delivery()));
        return result;
    }

    public synchronized void answered(Attempt attempt) {
        Instant at = time.wall();
        attempt.change(seen -> new Presentation(seen.receivedAt(), at, seen.result(), Delivery.ANSWERED));
    }

    public synchronized void closed(Attempt attempt, Delivery delivery) {
        attempt.change(seen -> new Presentation(seen.receivedAt(), null, seen.result(), delivery));
    }

    public synchronized Optional<GrantedCode> find(@Nullable String value) {
        return value == null
                ? Optional.empty()
                : Optional.ofNullable(byValue.get(value)).map(Entry::snapshot);
    }

    public synchronized List<GrantedCode> all() {
        return byValue.values().stream().map(Entry::snapshot).toList();
    }

    public synchronized int size() {
        return byValue.size();
    }

    private Result judge(Entry entry, String clientId, @Nullable String redirectUri) {
        if (!entry.granted.clientId().equals(clientId)) {
            return Result.OTHER_APP;
        }
        if (entry.redeemed) {
            return Result.USED;
        }
        if (!time.instant().isBefore(entry.granted.expiresAt())) {
            return Result.EXPIRED;
        }
        return entry.granted.redirectUri().equals(redirectUri) ? Result.ISSUED : Result.REDIRECT_MISMATCH;
    }

    /** One presentation of a code, whose result is recorded here. */
    public static final class Attempt {
        private final @Nullable Entry entry;
        private final int index;

        private Attempt(@Nullable Entry entry, int index) {
            this.entry = entry;
            this.index = index;
        }

        private void change(UnaryOperator<Presentation> change) {
            if (entry != null) {
                entry.presentations.set(index, change.apply(entry.presentations.get(index)));
            }
        }
    }

    private static final class Entry {
        private final GrantedCode granted;
        private final List<Presentation> presentations = new ArrayList<>();
        private boolean redeemed;

        Entry(GrantedCode granted) {
            this.granted = granted;
        }

        GrantedCode snapshot() {
            return new GrantedCode(
                    granted.value(),
                    granted.clientId(),
                    granted.person(),
                    granted.redirectUri(),
                    granted.scopes(),
                    granted.grantedAt(),
                    granted.expiresAt(),
                    granted.grantedAtWall(),
                    redeemed,
                    List.copyOf(presentations),
                    granted.reach());
        }
    }
}
