package io.tokenkeep.exchange.cooldown;

import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The apps that make no calls for a while, because they are over a limit or because the provider refuses the app
 * itself. The cooldown of one app does not affect another. A refused redirect URI stops only the presentation of codes.
 * Thread-safe: all lanes share it.
 */
public final class AppCooldowns {

    private final Map<String, AppCooldown> calls = new HashMap<>();
    private final Map<String, AppCooldown> presentations = new HashMap<>();
    private final InstantSource clock;
    private final CooldownTimes times;

    public AppCooldowns(InstantSource clock, CooldownTimes times) {
        this.clock = clock;
        this.times = times;
    }

    /** Makes a call for an app. While the app cools down, returns {@code otherwise} instead. */
    public <T> Future<T> calling(
            App app, Caller caller, Supplier<Future<T>> call, Function<Cooldown, Future<T>> otherwise) {
        return clearance(app.name(), caller, app.provider().hasOwnToken())
                .match(call, () -> tried(app, call, otherwise), otherwise);
    }

    /** As {@link #calling}, for a call that presents a code and so also needs a correct redirect URI. */
    public <T> Future<T> presenting(
            App app, Caller caller, Supplier<Future<T>> call, Function<Cooldown, Future<T>> otherwise) {
        return calling(
                app, caller, () -> presentationClearance(app.name(), caller).match(call, call, otherwise), otherwise);
    }

    /** A call of the app succeeded. */
    synchronized void succeeded(String app) {
        calls(app).answered();
    }

    /** A code of the app was exchanged, so the redirect URI is correct too. */
    synchronized void codeExchanged(String app) {
        succeeded(app);
        presentations(app).answered();
    }

    /**
     * A call of the app was refused.
     *
     * @return the app's cooldown, if the refusal is about the app and the app is cooling down now
     */
    synchronized Optional<Cooldown> refused(String app, Caller caller, Failure failure) {
        Instant now = clock.instant();
        return switch (failure.kind()) {
            case MISCONFIGURED, SECRET_REFUSED, APP_BLOCKED, HOST_REFUSED -> {
                calls(app).refused(caller.source(), failure.kind(), failure.code(), now);
                yield calls(app).current();
            }
            case REDIRECT_REFUSED -> {
                succeeded(app);
                presentations(app).refused(caller.source(), failure.kind(), failure.code(), now);
                yield presentations(app).current();
            }
            default -> {
                if (failure.kind().isAboutTheRequest()) {
                    succeeded(app);
                }
                yield Optional.empty();
            }
        };
    }

    /**
     * A rate limit was hit. Only a limit of the app itself cools the app down: for the time that the provider names,
     * otherwise for the longest pause.
     *
     * @return how long to make no such call; empty if the provider named no time and the app is not limited
     */
    synchronized Optional<Duration> limited(String app, Failure failure) {
        Duration asked = failure.pause();
        if (failure.bucket() != Bucket.APP) {
            return Optional.ofNullable(asked);
        }
        Duration pause = asked == null ? times.longest() : asked;
        calls(app).limited(clock.instant().plus(pause));
        return Optional.of(pause);
    }

    /** The app's cooldown of all its calls; empty if there is none. */
    public synchronized Optional<Cooldown> ofCalls(String app) {
        return calls(app).current();
    }

    /** The app's cooldown, including one that stops only the presentation of codes. */
    public synchronized Optional<Cooldown> of(String app) {
        return calls(app).current().or(() -> presentations(app).current());
    }

    /** The provider's last refusal of the app itself; empty if a call was answered since. */
    public synchronized Optional<FailureKind> complaint(String app) {
        return calls(app).complaint().or(() -> presentations(app).current().map(Cooldown::kind));
    }

    synchronized Clearance clearance(String app, Caller caller, boolean hasOwnToken) {
        return calls(app).clearance(caller, hasOwnToken, clock.instant());
    }

    /** An own token proves nothing about a redirect URI. */
    synchronized Clearance presentationClearance(String app, Caller caller) {
        return presentations(app).clearance(caller, false, clock.instant());
    }

    private <T> Future<T> tried(App app, Supplier<Future<T>> call, Function<Cooldown, Future<T>> otherwise) {
        return app.provider().ownToken().compose(reply -> {
            ownToken(app.name(), reply.match(given -> null, failure -> failure));
            return ofCalls(app.name()).map(otherwise).orElseGet(call);
        });
    }

    /** The result of asking for an app's own token; the failure is null if the token was given. */
    synchronized void ownToken(String app, @Nullable Failure failure) {
        Instant now = clock.instant();
        if (failure == null || failure.kind().isAboutTheRequest()) {
            calls(app).ownTokenGiven();
        } else if (failure.kind() == FailureKind.RATE_LIMITED && failure.bucket() == Bucket.APP) {
            Optional<Duration> unused = limited(app, failure);
        } else {
            calls(app).ownTokenRefused(failure.kind(), now);
        }
    }

    private AppCooldown calls(String app) {
        return calls.computeIfAbsent(app, name -> new AppCooldown(times));
    }

    private AppCooldown presentations(String app) {
        return presentations.computeIfAbsent(app, name -> new AppCooldown(times));
    }
}
