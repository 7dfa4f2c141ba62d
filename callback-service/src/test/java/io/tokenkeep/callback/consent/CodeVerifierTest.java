package io.tokenkeep.callback.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Invitation;
import io.tokenkeep.seal.KeySet;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final Random random = new Random(7);

    @Test
    void verifierHasTheFormOfTheRfcAndTheChallengeIsItsHash() throws Exception {
        State state = state();

        String verifier = CodeVerifier.of(state);

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
        assertThat(verifier).matches("[A-Za-z0-9_-]{43}");
        assertThat(CodeVerifier.challenge(state))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    @Test
    void stateThatComesBackHasTheVerifierItWentWith() {
        StateSeal seal = new StateSeal(KeySet.parse(KeySet.generate("state", new SecureRandom())));
        State state = state();

        State opened = seal.open(seal.seal(state)).orElseThrow();

        assertThat(CodeVerifier.of(opened)).isEqualTo(CodeVerifier.of(state));
    }

    @Test
    void everyConsentHasAVerifierOfItsOwn() {
        assertThat(CodeVerifier.of(state())).isNotEqualTo(CodeVerifier.of(state()));
    }

    private State state() {
        Invitation invitation = new Invitation(new ConnectRequest("plain-main", null), NOW, null);
        return State.begin(invitation, Browser.unknown(random), NOW, Duration.ofHours(1), random);
    }
}
