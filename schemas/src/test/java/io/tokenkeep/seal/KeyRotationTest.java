package io.tokenkeep.seal;

import static io.tokenkeep.seal.TestKeys.ACCOUNT;
import static io.tokenkeep.seal.TestKeys.SECRET;
import static io.tokenkeep.seal.TestKeys.jwk;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The steps of a rotation, in order; each is a key set that some process may still or already have. */
class KeyRotationTest {

    private final KeySet before = TestKeys.set(jwk("old", "active"));
    private final KeySet added = TestKeys.set(jwk("old", "active"), jwk("new", "open"));
    private final KeySet switched = TestKeys.set(jwk("old", "open"), jwk("new", "active"));
    private final KeySet retired =
            TestKeys.set("{\"kty\":\"oct\",\"kid\":\"old\",\"status\":\"retired\"}", jwk("new", "active"));

    private final String sealedBefore = seal(before);
    private final String sealedAfter = seal(switched);

    @Test
    void whoHasTheAddedKeyOpensBoth() throws Exception {
        for (KeySet keys : new KeySet[] {added, switched}) {
            assertThat(opener(keys).open(ACCOUNT, sealedBefore)).isEqualTo(SECRET);
            assertThat(opener(keys).open(ACCOUNT, sealedAfter)).isEqualTo(SECRET);
        }
    }

    @Test
    void openKeyDoesNotSeal() {
        assertThat(Sealer.kidOf(seal(added))).isEqualTo("old");
        assertThat(Sealer.kidOf(seal(switched))).isEqualTo("new");
    }

    @Test
    void whoWasNotGivenTheKeyYetMayTryAgain() {
        SealRefusal.of(opener(before), sealedAfter).isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void retiredKeyIsRefusedByNameForGood() {
        SealRefusal.of(opener(retired), sealedBefore)
                .isExactlyInstanceOf(WrongKeyException.class)
                .hasMessage("sealed under key old, which is retired");
    }

    @Test
    void retiredKeyIsRefusedEvenWhileItsBytesAreStillThere() {
        KeySet lazy = TestKeys.set(jwk("old", "retired"), jwk("new", "active"));

        SealRefusal.of(opener(lazy), sealedBefore).hasMessageContaining("retired");
    }

    private static Opener opener(KeySet keys) {
        return new Opener(keys, Purpose.ACCESS_TOKEN);
    }

    private static String seal(KeySet keys) {
        return new Sealer(keys, Purpose.ACCESS_TOKEN).seal(ACCOUNT, SECRET);
    }
}
