package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks that every endpoint with a token makes first. */
public final class TokenChecks {
    private final World world;
    private final Provider provider;
    private final GraphErrors errors;
    private final ProofChecks proofs;

    public TokenChecks(World world, Provider provider, GraphErrors errors) {
        this.world = world;
        this.provider = provider;
        this.errors = errors;
        this.proofs = new ProofChecks(world, errors);
    }

    /** Counts the use and continues with a live token that the caller may use; otherwise answers a Graph error. */
    public Answer withLiving(ApiRequest request, Function<IssuedToken, Answer> next) {
        return with(request, proofs::refusal, next);
    }

    /** The same for a call that contains the app's secret and so may omit the proof. */
    public Answer withLivingAndSecret(ApiRequest request, Function<IssuedToken, Answer> next) {
        return with(request, proofs::refusalOfGiven, next);
    }

    private Answer with(
            ApiRequest request,
            BiFunction<ApiRequest, IssuedToken, Optional<Answer>> proof,
            Function<IssuedToken, Answer> next) {
        Optional<IssuedToken> found =
                world.tokens().use(request.accessToken()).filter(token -> token.provider() == provider);
        if (found.isEmpty()) {
            return errors.unreadableToken();
        }
        IssuedToken token = found.get();
        Instant now = world.time().instant();
        OptionalInt dead = token.refusal(now);
        return dead.isPresent() && !passesLapsed(dead.getAsInt())
                ? errors.deadToken(dead.getAsInt(), token, now)
                : proof.apply(request, token).orElseGet(() -> next.apply(token));
    }

    /** Meta's two answers to a token whose access to data is over: a refusal, or no data. */
    private boolean passesLapsed(int subcode) {
        return provider == Provider.FACEBOOK
                && subcode == IssuedToken.GRANT_LAPSED
                && world.switches().isOn(Switch.LAPSED_IS_EMPTY);
    }

    /** Whether the text is a token of another product. */
    public boolean isForeign(@Nullable String value) {
        return world.tokens()
                .find(value)
                .filter(token -> token.provider() != provider)
                .isPresent();
    }

    public Subject subjectOf(@Nullable String value) {
        return world.tokens()
                .find(value)
                .map(token -> new Subject(token.clientId(), token.person().username()))
                .orElse(Subject.UNKNOWN);
    }
}
