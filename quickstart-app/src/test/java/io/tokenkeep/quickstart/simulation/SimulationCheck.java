package io.tokenkeep.quickstart.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.IssuedToken.Kind;
import io.tokenkeep.simulator.registry.Person;
import java.time.Instant;
import java.util.List;

/** Compares what a consumer holds with the provider's own record, which no decision of ours went into. */
final class SimulationCheck {

    private final Simulator provider;
    private final Holdings holdings;
    private final Opener opener = new Opener(Surroundings.tokensKeys(), Purpose.ACCESS_TOKEN);

    SimulationCheck(Simulator provider, Holdings holdings) {
        this.provider = provider;
        this.holdings = holdings;
    }

    /**
     * Everybody's current token works, and is the newest that the provider gave. Where an answer was lost, the newest is
     * one that nobody here has ever seen, until the refresh is tried again. So this is to be asked after a calm time, when
     * every lost token has been outrun by the answer to the next try.
     */
    void everybodyHoldsTheNewestToken(int people) {
        assertThat(holdings.accounts()).hasSize(people);
        Instant now = provider.time().instant();
        for (String account : holdings.accounts()) {
            Token token = holdings.token(account);
            IssuedToken newest = newest(AccountKey.parse(account));
            assertThat(token.getState()).as(account).isEqualTo(TokenState.LIVE);
            assertThat(newest.alive(now)).as("alive: " + account).isTrue();
            // Compared here, so that no message ever quotes one.
            assertThat(opened(account, token).equals(newest.value()))
                    .as("newest: " + account)
                    .isTrue();
            assertThat(token.getExpiresAt()).as(account).isEqualTo(newest.expiresAt());
        }
    }

    /** Nobody was ever without a living token from the first on. */
    void nobodyWasEverWithoutToken() {
        for (Person person : provider.people().all()) {
            List<IssuedToken> life = provider.tokens().of(Surroundings.CLIENT_ID, person.id()).stream()
                    .filter(token -> token.kind() == Kind.LONG_LIVED)
                    .toList();
            Instant alive = life.get(0).expiresAt();
            for (IssuedToken next : life) {
                assertThat(next.issuedAt()).as(person.username()).isBefore(alive);
                alive = next.expiresAt();
            }
            assertThat(provider.time().instant()).as(person.username()).isBefore(alive);
        }
    }

    /** Calls that reached a token, whatever became of the answers. */
    long uses() {
        return provider.tokens().all().stream().mapToLong(IssuedToken::uses).sum();
    }

    private IssuedToken newest(AccountKey account) {
        return provider.tokens()
                .newest(Surroundings.CLIENT_ID, Long.parseLong(account.accountId()))
                .orElseThrow();
    }

    private String opened(String account, Token token) {
        try {
            return opener.open(account, token.getSealedToken());
        } catch (SealRefusedException e) {
            throw new AssertionError(account, e);
        }
    }
}
