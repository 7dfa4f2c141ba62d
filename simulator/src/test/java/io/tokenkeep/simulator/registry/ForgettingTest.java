package io.tokenkeep.simulator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.MutableClock;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    private static final String REDIRECT = "https://tokenkeep.example/cb";
    private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
    private final World world = new World(clock, clock, Lifetimes.DOCUMENTED, Set.of(), new Random(1), 3);

    ForgettingTest() {
        world.apps().register(RegisteredApp.of("1", "secret", REDIRECT));
    }

    @Test
    void oldestCodeIsForgottenAtTheBound() {
        String oldest = grant("anna");
        String next = grant("bert");
        grant("carla");
        grant("dora");

        assertThat(world.codes().all()).hasSize(3);
        assertThat(world.codes().find(oldest)).isEmpty();
        assertThat(world.codes().find(next)).isPresent();
    }

    @Test
    void oldestTokenIsForgottenEverywhereAtTheBound() {
        IssuedToken first = issue("anna");
        issue("anna");
        issue("anna");
        IssuedToken last = issue("anna");

        assertThat(world.tokens().find(first.value())).isEmpty();
        assertThat(world.tokens().of("1", world.people().named("anna").id()))
                .hasSize(3)
                .contains(last);
        assertThat(world.tokens().ofCode(first.code())).isEmpty();
    }

    @Test
    void personKeepsTheSameIdInEveryRun() {
        var other = new World(clock, clock, Lifetimes.DOCUMENTED, Set.of(), new Random(2), 3);

        assertThat(other.people().named("anna").id())
                .isEqualTo(world.people().named("anna").id());
    }

    @Test
    void textsOfTheWorldHoldNoSecret() {
        String code = grant("anna");
        IssuedToken token = issue("anna");

        assertThat(world.codes().find(code).orElseThrow().toString()).doesNotContain(code);
        assertThat(token.toString()).doesNotContain(token.value());
    }

    private IssuedToken issue(String username) {
        return world.tokens().issueFor(world.codes().find(grant(username)).orElseThrow());
    }

    private String grant(String username) {
        return world.grant("1", REDIRECT, username, Set.of("threads_basic"));
    }
}
