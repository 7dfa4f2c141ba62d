package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.Touched;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Invitation;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateSealTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static final Instant ENDS = Instant.parse("2026-11-30T08:00:00Z");

    private static final String LINK = "l".repeat(12);

    private final Random random = new Random(1);
    private final KeySet keys = KeySet.parse(KeySet.generate("k1", new SecureRandom()));
    private final StateSeal seal = new StateSeal(keys);

    @Test
    void worstCaseStaysUnder512Bytes() {
        KeySet longest = KeySet.parse(KeySet.generate("k".repeat(32), new SecureRandom()));
        ConnectRequest request = new ConnectRequest("a".repeat(32), "\uD83D\uDE00".repeat(16));

        String sealed = new StateSeal(longest).seal(state(request));

        assertThat(sealed.length()).isLessThan(512);
        assertThat(sealed).matches("[A-Za-z0-9._-]+");
    }

    @Test
    void everyChangedCharacterIsRefused() {
        String sealed = seal.seal(state(new ConnectRequest("threads-main", "Client")));

        assertThat(Touched.each(sealed))
                .allSatisfy(touched -> assertThat(seal.open(touched)).isEmpty());
        for (int length = 0; length < sealed.length(); length++) {
            assertThat(seal.open(sealed.substring(0, length))).isEmpty();
        }
    }

    @Test
    void stateOfOtherKeysIsRefused() {
        StateSeal other = new StateSeal(KeySet.parse(KeySet.generate("k1", new SecureRandom())));

        assertThat(seal.open(other.seal(state(new ConnectRequest("threads-main", null)))))
                .isEmpty();
    }

    @Test
    void otherSecretsUnderTheSameKeysAreNoState() {
        String bytes = Base64.getUrlEncoder()
                .encodeToString(state(new ConnectRequest("a", null)).toBytes());
        Sealer tokens = new Sealer(keys, Purpose.ACCESS_TOKEN);
        Sealer states = new Sealer(keys, Purpose.STATE);

        assertThat(seal.open(tokens.seal("consent", bytes))).isEmpty();
        assertThat(seal.open(states.seal("other", bytes))).isEmpty();
        assertThat(seal.open(states.seal("consent", "AQ"))).isEmpty();
        assertThat(seal.open(states.seal("consent", "!"))).isEmpty();
        assertThat(seal.open(states.seal("consent", ""))).isEmpty();
        assertThat(seal.open(states.seal("consent", bytes))).isPresent();
    }

    @Test
    void shortenedContentIsNoState() {
        byte[] bytes = state(new ConnectRequest("threads-main", null)).toBytes();
        Sealer states = new Sealer(keys, Purpose.STATE);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThat(seal.open(states.seal("consent", Base64.getUrlEncoder().encodeToString(cut))))
                    .isEmpty();
        }
    }

    @Test
    void stateOfTheFormatBeforeIsNoState() {
        byte[] bytes = state(new ConnectRequest("threads-main", null)).toBytes();
        bytes[0] = 3;

        assertThat(seal.open(new Sealer(keys, Purpose.STATE)
                        .seal("consent", Base64.getUrlEncoder().encodeToString(bytes))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasSealedComesBack(boolean personal) {
        ConnectRequest request = new ConnectRequest("threads-main", "Bäckerei");
        Browser browser = Browser.unknown(random);
        Invitation invitation = new Invitation(request, ENDS, personal ? LINK : null);
        State state = State.begin(invitation, browser, NOW, Duration.ofHours(1), random);

        State opened = seal.open(seal.seal(state)).orElseThrow();

        assertThat(opened.invitation()).isEqualTo(invitation);
        assertThat(opened.invitation().link()).isEqualTo(invitation.link());
        assertThat(opened.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(opened.nonce()).isEqualTo(state.nonce()).hasSize(16);
        assertThat(opened.belongsTo(browser)).isTrue();
        assertThat(opened.belongsTo(Browser.unknown(random))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stateOfAConsoleLinkSaysWhetherItRepeatsAConsent(boolean repeats) {
        Invitation invitation =
                new Invitation(new ConnectRequest("threads-main", "7"), ENDS, "l".repeat(21) + "A", repeats);
        State state = State.begin(invitation, Browser.unknown(random), NOW, Duration.ofHours(1), random);

        assertThat(seal.open(seal.seal(state)).orElseThrow().invitation()).isEqualTo(invitation);
    }

    @Test
    void twoStatesOfOneRequestDiffer() {
        ConnectRequest request = new ConnectRequest("threads-main", null);

        assertThat(state(request).nonce()).isNotEqualTo(state(request).nonce());
    }

    @Test
    void nothingPrintsASecret() {
        Browser browser = Browser.unknown(random);

        assertThat(browser.toString()).doesNotContain(browser.secret());
        assertThat(state(new ConnectRequest("a", null)).toString()).isEqualTo("State[hidden]");
    }

    private State state(ConnectRequest request) {
        return State.begin(
                new Invitation(request, ENDS, LINK), Browser.unknown(random), NOW, Duration.ofHours(1), random);
    }
}
