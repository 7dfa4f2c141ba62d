package io.tokenkeep.exchange.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.Sealer;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeysComponentTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration MOMENT = Duration.ofMillis(1);

    private long now = 7;
    private final KeysComponent keys = new KeysComponent(() -> now);
    private final Opener opener =
            new Opener(KeySet.parse(KeySet.generate("k1", RANDOM)), Purpose.AUTHORIZATION_CODE, keys.of("codes.keys"));

    @Test
    void keySetsThatAgreeAreWell() {
        assertThat(keys.check().isOk()).isTrue();
    }

    @Test
    void otherBytesUnderAKnownNameAreNamed() {
        refuse("k1");

        assertThat(keys.check().failure())
                .isEqualTo("codes.keys: something sealed under key k1 does not open; compare the bytes of this key with"
                        + " those of the service that sealed, and give each key a name of its own");
    }

    @Test
    void unknownKeyIsNamed() {
        refuse("k2");

        assertThat(keys.check().failure()).contains("codes.keys").contains("no key k2 opens here");
    }

    @Test
    void retiredKeyIsNamed() {
        String retired = KeySet.generate("k1", RANDOM)
                .replace("]}", ",{\"kty\":\"oct\",\"kid\":\"old\",\"status\":\"retired\"}]}");
        Opener stricter = new Opener(KeySet.parse(retired), Purpose.AUTHORIZATION_CODE, keys.of("codes.keys"));

        assertThatThrownBy(() -> stricter.open("id", sealed("old"))).isInstanceOf(SealRefusedException.class);

        assertThat(keys.check().failure()).contains("no key old opens here");
    }

    @Test
    void findingStandsForAnHourAfterItsLastCase() {
        refuse("k1");
        now += Duration.ofMinutes(59).toNanos();
        refuse("k1");
        now += KeysComponent.STANDS.toNanos();
        assertThat(keys.check().isOk()).isFalse();

        now += MOMENT.toNanos();

        assertThat(keys.check().isOk()).isTrue();
    }

    @Test
    void namesThatAWriterMakesUpAreBounded() {
        for (int i = 0; i < 10 * KeysComponent.MOST; i++) {
            refuse("made-up-" + i);
        }

        assertThat(String.valueOf(keys.check().failure()).split("codes.keys: ", -1))
                .hasSize(KeysComponent.MOST + 1);
    }

    private void refuse(String kid) {
        assertThatThrownBy(() -> opener.open("id", sealed(kid))).isInstanceOf(SealRefusedException.class);
    }

    private static String sealed(String kid) {
        return new Sealer(KeySet.parse(KeySet.generate(kid, RANDOM)), Purpose.AUTHORIZATION_CODE).seal("id", "code");
    }
}
