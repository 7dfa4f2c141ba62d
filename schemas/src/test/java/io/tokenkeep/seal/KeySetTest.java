package io.tokenkeep.seal;

import static io.tokenkeep.seal.TestKeys.ACCOUNT;
import static io.tokenkeep.seal.TestKeys.SECRET;
import static io.tokenkeep.seal.TestKeys.jwk;
import static io.tokenkeep.seal.TestKeys.k;
import static io.tokenkeep.seal.TestKeys.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import java.security.SecureRandom;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {

    static Stream<Arguments> mistakes() {
        String good = jwk("k1", "active");
        return Stream.of(
                Arguments.of("empty text", "", "array \"keys\""),
                Arguments.of("key itself", k("k1"), "array \"keys\""),
                Arguments.of("single JWK", good, "array \"keys\""),
                Arguments.of("cut JSON", text(good).substring(0, 60), "array \"keys\""),
                Arguments.of("no keys", text(), "\"status\": \"active\""),
                Arguments.of("key is text", text("\"" + k("k1") + "\""), "must be a JSON object"),
                Arguments.of("no kid", text(good.replace("\"kid\":\"k1\",", "")), "needs a kid"),
                Arguments.of("kid with a space", text(jwk("k 1", "active")), "needs a kid"),
                Arguments.of("key pasted as kid", text(jwk(k("k1"), "active")), "needs a kid"),
                Arguments.of("same kid twice", text(good, jwk("k1", "open")), "k1 stands twice"),
                Arguments.of("two active", text(good, jwk("n2", "active")), "k1 and n2 are both active"),
                Arguments.of("none active", text(jwk("k1", "open")), "\"status\": \"active\""),
                Arguments.of("no status", text(good.replace("\"status\":\"active\",", "")), "k1 needs a status"),
                Arguments.of("other status", text(jwk("k1", "ACTIVE")), "active, open or retired"),
                Arguments.of("RSA key", text(good.replace("oct", "RSA")), "k1 must be of kty oct"),
                Arguments.of("no k", text(good.replace("\"k\":", "\"K\":")), "k1 must have a k of 32 bytes"),
                Arguments.of("k of 16 bytes", text(good.replace(k("k1"), "AAAAAAAAAAAAAAAAAAAAAA")), "32 bytes"),
                Arguments.of("k in hex", text(good.replace(k("k1"), "6b".repeat(32))), "32 bytes"),
                Arguments.of("k in plain base64", text(good.replace(k("k1"), k("k1") + "=")), "32 bytes"),
                Arguments.of("signing key", text(good.replace("{", "{\"use\":\"sig\",")), "use must be enc"),
                Arguments.of("key of another alg", text(good.replace("{", "{\"alg\":\"HS256\",")), "alg A256GCM"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistakeIsNamedWithoutTheKey(String what, String text, String message) {
        assertThatThrownBy(() -> KeySet.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(k("k1").substring(0, 12))
                .hasNoCause();
    }

    @Test
    void keySetPrintsNamesOnly() {
        KeySet keys = TestKeys.set(jwk("k1", "active"), jwk("old", "open"));

        assertThat(keys).hasToString("KeySet[active=k1, keys=[k1, old]]");
        assertThat(keys.activeKid()).isEqualTo("k1");
    }

    @Test
    void generatedSetSealsOpensAndIsAJwkSetForOthers() throws Exception {
        String text = KeySet.generate("tokens-2026-11", new SecureRandom());
        KeySet keys = KeySet.parse(text);
        String sealed = new Sealer(keys, Purpose.ACCESS_TOKEN).seal(ACCOUNT, SECRET);

        assertThat(new Opener(keys, Purpose.ACCESS_TOKEN).open(ACCOUNT, sealed)).isEqualTo(SECRET);
        assertThat(JWKSet.parse(text).getKeyByKeyId("tokens-2026-11").size()).isEqualTo(256);
    }

    @Test
    void generatedKeysDiffer() {
        SecureRandom random = new SecureRandom();

        assertThat(KeySet.generate("k1", random)).isNotEqualTo(KeySet.generate("k1", random));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "slash/", "123456789012345678901234567890123"})
    void nameThatWouldNotBeReadBackIsNotGenerated(String kid) {
        assertThatThrownBy(() -> KeySet.generate(kid, new SecureRandom())).isInstanceOf(IllegalArgumentException.class);
    }

    /** RFC 5869 2.3 with L = 32, reckoned by other software. */
    @Test
    void derivedKeyIsHkdfExpand() throws Exception {
        SecretKey derived = TestKeys.set(jwk("k1", "active")).derive("k1", "tokenkeep connect link HS256");

        assertThat(derived.getEncoded())
                .asHexString()
                .isEqualToIgnoringCase("020a01c71d7be3dd12ad506407866e303c46ce5934498cb2ccd520e9b613a118");
    }

    @Test
    void derivedKeysDifferByLabelAndKeyAndFromTheKey() throws Exception {
        KeySet keys = TestKeys.set(jwk("k1", "active"), jwk("old", "open"));

        assertThat(keys.derive("k1", "one").getEncoded())
                .isNotEqualTo(keys.derive("k1", "other").getEncoded())
                .isNotEqualTo(keys.derive("old", "one").getEncoded())
                .isNotEqualTo(TestKeys.bytes("k1"));
    }

    @Test
    void unknownAndRetiredKeysDeriveNothing() {
        KeySet keys = TestKeys.set(jwk("k1", "active"), jwk("old", "retired"));

        assertThatThrownBy(() -> keys.derive("new", "one")).isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> keys.derive("old", "one")).isExactlyInstanceOf(WrongKeyException.class);
    }

    @Test
    void setsThatAreMadeApartNameTheirKeysDifferently() {
        SecureRandom random = new SecureRandom();

        KeySet one = KeySet.parse(KeySet.generateUnique("codes", random));
        KeySet other = KeySet.parse(KeySet.generateUnique("codes", random));

        assertThat(one.activeKid()).matches("codes-[0-9a-f]{12}").isNotEqualTo(other.activeKid());
    }
}
