package io.tokenkeep.sandbox.simulator.threads;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.ApiRequest;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.http.Subject;
import io.tokenkeep.sandbox.simulator.registry.IssuedToken;
import io.tokenkeep.sandbox.simulator.registry.World;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every endpoint that takes a token asks first. */
final class TokenChecks {
    private final World world;
    private final GraphErrors errors;
    private final ProofChecks proofs;

    TokenChecks(World world, GraphErrors errors) {
        this.world = world;
        this.errors = errors;
        this.proofs = new ProofChecks(world, errors);
    }

    /** Counts the use and goes on with a living token of a caller who may use it; anything else is a Graph error. */
    Answer withLiving(ApiRequest request, Function<IssuedToken, Answer> next) {
        return with(request, proofs::refusal, next);
    }

    /** The same for a call that brings the app's secret itself, and so may leave the proof out. */
    Answer withLivingAndSecret(ApiRequest request, Function<IssuedToken, Answer> next) {
        return with(request, proofs::refusalOfGiven, next);
    }

    private Answer with(
            ApiRequest request,
            BiFunction<ApiRequest, IssuedToken, Optional<Answer>> proof,
            Function<IssuedToken, Answer> next) {
        Optional<IssuedToken> found = world.tokens().use(request.accessToken());
        if (found.isEmpty()) {
            return errors.unreadableToken();
        }
        IssuedToken token = found.get();
        Instant now = world.time().instant();
        OptionalInt dead = token.refusal(now);
        return dead.isPresent()
                ? errors.deadToken(dead.getAsInt(), token, now)
                : proof.apply(request, token).orElseGet(() -> next.apply(token));
    }

    Subject subjectOf(@Nullable String value) {
        return world.tokens()
                .find(value)
                .map(token -> new Subject(token.clientId(), token.person().username()))
                .orElse(Subject.UNKNOWN);
    }
}
