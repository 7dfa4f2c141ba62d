package io.tokenkeep.sandbox.simulator.threads;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.http.Subject;
import io.tokenkeep.sandbox.simulator.registry.IssuedToken;
import io.tokenkeep.sandbox.simulator.registry.World;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every endpoint that takes a token asks first. */
final class TokenChecks {
    private final World world;
    private final GraphErrors errors;

    TokenChecks(World world, GraphErrors errors) {
        this.world = world;
        this.errors = errors;
    }

    /** Counts the use and goes on with a living token; anything else is the matching error 190. */
    Answer withLiving(@Nullable String value, Function<IssuedToken, Answer> next) {
        Optional<IssuedToken> found = world.tokens().use(value);
        if (found.isEmpty()) {
            return errors.unreadableToken();
        }
        Instant now = world.time().instant();
        OptionalInt refusal = found.get().refusal(now);
        return refusal.isPresent() ? errors.deadToken(refusal.getAsInt(), found.get(), now) : next.apply(found.get());
    }

    Subject subjectOf(@Nullable String value) {
        return world.tokens()
                .find(value)
                .map(token -> new Subject(token.clientId(), token.person().username()))
                .orElse(Subject.UNKNOWN);
    }
}
