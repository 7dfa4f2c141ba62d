package io.tokenkeep.seal;

import static io.tokenkeep.seal.TestKeys.ACCOUNT;
import static io.tokenkeep.seal.TestKeys.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

    private static final String KEYS = RecipientKeys.generate("recipient-1", new SecureRandom());

    private static final RecipientSealer SEALER = sealer(KEYS);
    private static final RecipientOpener OPENER = opener(KEYS);

    static Stream<String> keySets() throws JOSEException {
        return Stream.of(KEYS, set(new RSAKeyGenerator(2048).keyID("rsa-1").generate()));
    }

    @ParameterizedTest
    @MethodSource("keySets")
    void theRecipientOpensAndTheSealerCannot(String keys) throws SealRefusedException {
        String sealed = sealer(keys).seal(ACCOUNT, SECRET);

        assertThat(sealed).doesNotContain(SECRET);
        assertThat(opener(keys).open(ACCOUNT, sealed)).isEqualTo(SECRET);
        assertThatThrownBy(() -> opener(RecipientKeys.publicPart(keys)).open(ACCOUNT, sealed))
                .isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void anotherSubjectOrPurposeIsRefused() {
        String sealed = SEALER.seal(ACCOUNT, SECRET);

        assertThatThrownBy(() -> OPENER.open(ACCOUNT + "1", sealed)).isInstanceOf(SealRefusedException.class);
        assertThatThrownBy(() ->
                        new RecipientOpener(RecipientKeys.parse(KEYS), Purpose.ACCESS_TOKEN).open(ACCOUNT, sealed))
                .isInstanceOf(SealRefusedException.class);
    }

    @Test
    void everyFlippedBitIsRefused() {
        String[] parts = SEALER.seal(ACCOUNT, SECRET).split("\\.", -1);
        for (int part : List.of(0, 2, 3, 4)) {
            byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= 1;
                String[] flipped = parts.clone();
                flipped[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                bytes[i] ^= 1;
                assertThatThrownBy(() -> OPENER.open(ACCOUNT, String.join(".", flipped)))
                        .isInstanceOf(SealRefusedException.class)
                        .hasMessageNotContaining(SECRET);
            }
        }
    }

    @Test
    void aSealUnderAKeyOfTheSameNameIsRefused() {
        String sealed = sealer(RecipientKeys.generate("recipient-1", new SecureRandom()))
                .seal(ACCOUNT, SECRET);

        assertThatThrownBy(() -> OPENER.open(ACCOUNT, sealed)).isInstanceOf(WrongKeyException.class);
    }

    @Test
    void aSealOfASharedKeyIsRefused() {
        KeySet shared = TestKeys.set(TestKeys.jwk("recipient-1", "active"));
        String sealed = new Sealer(shared, Purpose.IMPORTED_TOKEN).seal(ACCOUNT, SECRET);

        assertThatThrownBy(() -> OPENER.open(ACCOUNT, sealed)).isInstanceOf(SealRefusedException.class);
    }

    @Test
    void theFirstKeySealsAndEarlierOnesOpen() throws Exception {
        String later = RecipientKeys.generate("recipient-2", new SecureRandom());
        String both = set(
                JWKSet.parse(later).getKeys().get(0),
                JWKSet.parse(KEYS).getKeys().get(0));

        assertThat(Sealer.kidOf(sealer(both).seal(ACCOUNT, SECRET))).isEqualTo("recipient-2");
        assertThat(opener(both).open(ACCOUNT, SEALER.seal(ACCOUNT, SECRET))).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"keys\": []}", "{\"keys\": [{\"kty\": \"EC\"}]}"})
    void whatIsNoKeySetIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RecipientKeys.parse(text));
    }

    static Stream<JWK> unfit() throws JOSEException {
        return Stream.of(
                new ECKeyGenerator(Curve.P_384).keyID("k").generate(),
                new ECKeyGenerator(Curve.P_256).generate(),
                new ECKeyGenerator(Curve.P_256)
                        .keyID("k")
                        .keyUse(KeyUse.SIGNATURE)
                        .generate(),
                new RSAKeyGenerator(1024, true).keyID("k").generate(),
                new OctetSequenceKeyGenerator(256).keyID("k").generate());
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void anUnfitKeyIsRefusedWithoutBeingQuoted(JWK key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecipientKeys.parse(set(key)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(120));
    }

    @Test
    void nothingPrintsAKey() throws Exception {
        String secret = JWKSet.parse(KEYS).getKeys().get(0).toECKey().getD().toString();

        assertThat(RecipientKeys.parse(KEYS).toString()).contains("recipient-1").doesNotContain(secret);
        assertThat(RecipientKeys.publicPart(KEYS)).contains("recipient-1").doesNotContain(secret);
    }

    private static RecipientSealer sealer(String keys) {
        return new RecipientSealer(RecipientKeys.parse(RecipientKeys.publicPart(keys)), Purpose.IMPORTED_TOKEN);
    }

    private static RecipientOpener opener(String keys) {
        return new RecipientOpener(RecipientKeys.parse(keys), Purpose.IMPORTED_TOKEN);
    }

    private static String set(JWK... keys) {
        return new JWKSet(Arrays.asList(keys)).toString(false);
    }
}
