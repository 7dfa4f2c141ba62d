package io.tokenkeep.seal;

import static io.tokenkeep.seal.TestKeys.ACCOUNT;
import static io.tokenkeep.seal.TestKeys.SECRET;
import static io.tokenkeep.seal.TestKeys.jwk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {

    private final KeySet keys = TestKeys.set(jwk("k1", "active"));
    private final Sealer sealer = new Sealer(keys, Purpose.ACCESS_TOKEN);
    private final Opener opener = new Opener(keys, Purpose.ACCESS_TOKEN);

    @ParameterizedTest
    @EnumSource
    void whatIsSealedForAPurposeOpensForIt(Purpose purpose) throws Exception {
        String sealed = new Sealer(keys, purpose).seal(ACCOUNT, SECRET);

        assertThat(new Opener(keys, purpose).open(ACCOUNT, sealed)).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with \"quotes\" and \\", "Zoë 🌱 ключ", "line\nbreak", "{\"token\":1}"})
    void anySecretComesBackAsItWas(String secret) throws Exception {
        assertThat(opener.open(ACCOUNT, sealer.seal(ACCOUNT, secret))).isEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app:Zoë", "app:\"quoted\"", "app:a.b.c", "authorizationId-22-chars"})
    void anySubjectIsKept(String subject) throws Exception {
        assertThat(opener.open(subject, sealer.seal(subject, SECRET))).isEqualTo(SECRET);
    }

    @Test
    void sameSecretIsNeverSealedToTheSameText() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(sealer.seal(ACCOUNT, SECRET).split("\\.", -1)[2]);
        }

        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void secretIsNotInTheText() {
        assertThat(sealer.seal(ACCOUNT, SECRET)).doesNotContain(SECRET);
    }

    @Test
    void textOfAnotherAccountIsRefused() {
        SealRefusal.of(opener, sealer.seal("threads-main:27640875392278832", SECRET))
                .hasMessageContaining("another subject");
    }

    @Test
    void textOfAnotherPurposeIsRefused() {
        SealRefusal.of(opener, new Sealer(keys, Purpose.AUTHORIZATION_CODE).seal(ACCOUNT, SECRET))
                .hasMessageContaining("another purpose than access-token");
    }

    @Test
    void keyOfAnotherSetUnderTheSameNameIsRefused() {
        KeySet other = KeySet.parse(TestKeys.text(jwk("k1", "active")).replace(TestKeys.k("k1"), TestKeys.k("other")));

        SealRefusal.of(opener, new Sealer(other, Purpose.ACCESS_TOKEN).seal(ACCOUNT, SECRET))
                .hasMessageContaining("does not open under key k1");
    }

    @Test
    void openerReportsEachTextThatAnotherKeySetWouldOpen() {
        List<String> reported = new ArrayList<>();
        Opener telling = new Opener(keys, Purpose.ACCESS_TOKEN, e -> reported.add(e.kid()));
        KeySet other = KeySet.parse(TestKeys.text(jwk("k1", "active")).replace(TestKeys.k("k1"), TestKeys.k("other")));
        KeySet newer = TestKeys.set(jwk("n2", "active"));

        for (KeySet set : List.of(other, newer)) {
            SealRefusal.of(telling, new Sealer(set, Purpose.ACCESS_TOKEN).seal(ACCOUNT, SECRET))
                    .isInstanceOf(WrongKeyException.class);
        }
        SealRefusal.of(telling, sealer.seal("another:account", SECRET)).isExactlyInstanceOf(SealRefusedException.class);
        SealRefusal.of(telling, "no seal").isExactlyInstanceOf(SealRefusedException.class);

        assertThat(reported).containsExactly("k1", "n2");
    }

    @Test
    void unknownKeyIsReportedApartFromRefusal() {
        KeySet newer = TestKeys.set(jwk("n2", "active"));

        assertThatThrownBy(() -> opener.open(ACCOUNT, new Sealer(newer, Purpose.ACCESS_TOKEN).seal(ACCOUNT, SECRET)))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("key n2")
                .hasMessageContaining("not in this key set");
    }

    @Test
    void unknownKeyWithAStrangeNameIsNotQuoted() throws Exception {
        String sealed =
                Foreign.jose4j(Foreign.header("k1\nforged log line"), Foreign.plaintext(), TestKeys.bytes("k1"));

        SealRefusal.of(opener, sealed)
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("(malformed kid)")
                .hasMessageNotContaining("forged");
    }

    @Test
    void keyOfATextIsReportedWithoutOpeningIt() throws Exception {
        String strange = Foreign.jose4j(Foreign.header("k1\nforged"), Foreign.plaintext(), TestKeys.bytes("k1"));

        assertThat(Sealer.kidOf(sealer.seal(ACCOUNT, SECRET))).isEqualTo("k1");
        assertThat(Sealer.kidOf(strange)).isNull();
        assertThat(Sealer.kidOf("plain text")).isNull();
        assertThat(Sealer.kidOf(null)).isNull();
    }
}
