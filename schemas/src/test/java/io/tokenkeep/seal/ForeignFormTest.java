package io.tokenkeep.seal;

import static io.tokenkeep.seal.Foreign.header;
import static io.tokenkeep.seal.Foreign.nimbusHeader;
import static io.tokenkeep.seal.Foreign.plaintext;
import static io.tokenkeep.seal.Foreign.with;
import static io.tokenkeep.seal.Foreign.without;
import static io.tokenkeep.seal.TestKeys.bytes;
import static io.tokenkeep.seal.TestKeys.jwk;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-made JWEs under a key we have, and yet not of our form. */
class ForeignFormTest {

    private static final String NOT_OURS = "not sealed with dir and A256GCM";
    private static final String NOT_ALLOWED = "parameters that are not allowed";

    private final Opener opener = new Opener(TestKeys.set(jwk("k1", "active")), Purpose.ACCESS_TOKEN);

    static Stream<Arguments> otherAlgorithms() throws Exception {
        return Stream.of(
                Arguments.of(
                        "dir A128GCM",
                        Foreign.nimbus(direct(EncryptionMethod.A128GCM).build(), bytes("k1", 16))),
                Arguments.of(
                        "dir A256CBC-HS512",
                        Foreign.nimbus(direct(EncryptionMethod.A256CBC_HS512).build(), bytes("k1", 64))),
                Arguments.of("A256KW", Foreign.nimbus(of(JWEAlgorithm.A256KW), new AESEncrypter(bytes("k1")))),
                Arguments.of("A256GCMKW", Foreign.nimbus(of(JWEAlgorithm.A256GCMKW), new AESEncrypter(bytes("k1")))),
                Arguments.of(
                        "RSA-OAEP-256",
                        Foreign.nimbus(
                                of(JWEAlgorithm.RSA_OAEP_256), new RSAEncrypter(new RSAKeyGenerator(2048).generate()))),
                Arguments.of(
                        "PBES2",
                        Foreign.nimbus(
                                of(JWEAlgorithm.PBES2_HS512_A256KW),
                                new PasswordBasedEncrypter(bytes("k1"), 16, 1_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherAlgorithms")
    void otherAlgorithmIsRefused(String algorithm, String sealed) {
        // Key wrapping adds parameters of its own, which are refused even before the algorithm is looked at.
        SealRefusal.of(opener, sealed).message().containsAnyOf(NOT_OURS, NOT_ALLOWED);
    }

    static Stream<Arguments> otherParameters() throws Exception {
        OctetSequenceKey own = new OctetSequenceKey.Builder(bytes("k1")).build();
        return Stream.of(
                Arguments.of("zip", direct().compressionAlgorithm(CompressionAlgorithm.DEF)),
                Arguments.of("crit", direct().criticalParams(Set.of("purpose"))),
                Arguments.of("jku", direct().jwkURL(URI.create("https://attacker.example/keys"))),
                Arguments.of(
                        "jwk", direct().jwk(new RSAKeyGenerator(2048).generate().toPublicJWK())),
                Arguments.of("x5u", direct().x509CertURL(URI.create("https://attacker.example/cert"))),
                Arguments.of("x5t", direct().x509CertSHA256Thumbprint(own.computeThumbprint())),
                Arguments.of("cty", direct().contentType("JWT")),
                Arguments.of("apu", direct().agreementPartyUInfo(Base64URL.encode("u"))),
                Arguments.of("p2c", direct().pbes2Count(Integer.MAX_VALUE)),
                Arguments.of("unknown", direct().customParam("exp", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherParameters")
    void otherHeaderParameterIsRefused(String name, JWEHeader.Builder header) throws Exception {
        SealRefusal.of(opener, Foreign.nimbus(header.build(), bytes("k1"))).hasMessageContaining(NOT_ALLOWED);
    }

    @Test
    void compressedByAnotherLibraryIsRefused() throws Exception {
        SealRefusal.of(opener, Foreign.jose4j(with(header("k1"), "zip", "DEF"), plaintext(), bytes("k1")))
                .hasMessageContaining(NOT_ALLOWED);
    }

    static Stream<Arguments> movedTexts() {
        return Stream.of(
                Arguments.of("purpose, header only", with(header("k1"), "purpose", "state"), plaintext()),
                Arguments.of("purpose, plaintext only", header("k1"), with(plaintext(), "purpose", "state")),
                Arguments.of("subject, header only", with(header("k1"), "sub", "threads-main:1"), plaintext()),
                Arguments.of("subject, plaintext only", header("k1"), with(plaintext(), "sub", "threads-main:1")),
                Arguments.of("no purpose in the header", without(header("k1"), "purpose"), plaintext()),
                Arguments.of("no purpose in the plaintext", header("k1"), without(plaintext(), "purpose")),
                Arguments.of("no subject in the header", without(header("k1"), "sub"), plaintext()),
                Arguments.of("no subject in the plaintext", header("k1"), without(plaintext(), "sub")),
                Arguments.of("purpose is a list", with(header("k1"), "purpose", List.of("access-token")), plaintext()),
                Arguments.of("subject is a number", header("k1"), with(plaintext(), "sub", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("movedTexts")
    void textThatWasMovedIsRefused(String what, Map<String, Object> header, Map<String, Object> plaintext)
            throws Exception {
        SealRefusal.of(opener, Foreign.jose4j(header, plaintext, bytes("k1")))
                .message()
                .startsWith("it was sealed for another");
    }

    @Test
    void textWithoutAKeyNameIsRefused() throws Exception {
        SealRefusal.of(opener, Foreign.jose4j(without(header("k1"), "kid"), plaintext(), bytes("k1")))
                .hasMessageContaining("names no key");
    }

    static Stream<Arguments> strangePlaintexts() {
        return Stream.of(
                Arguments.of("bare secret", TestKeys.SECRET),
                Arguments.of("array", "[\"" + TestKeys.SECRET + "\"]"),
                Arguments.of("empty object", "{}"),
                Arguments.of("no secret", "{\"purpose\":\"access-token\",\"sub\":\"" + TestKeys.ACCOUNT + "\"}"),
                Arguments.of("secret is a number", "{\"purpose\":\"access-token\",\"secret\":5}"),
                Arguments.of("secret is null", "{\"purpose\":\"access-token\",\"secret\":null}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangePlaintexts")
    void plaintextOfAnotherFormIsRefused(String what, String plaintext) throws Exception {
        SealRefusal.of(opener, Foreign.jose4j(header("k1"), plaintext, bytes("k1")))
                .hasMessageContaining("not the expected object");
    }

    private static JWEHeader.Builder direct() {
        return direct(EncryptionMethod.A256GCM);
    }

    private static JWEHeader.Builder direct(EncryptionMethod method) {
        return nimbusHeader(JWEAlgorithm.DIR, method);
    }

    private static JWEHeader of(JWEAlgorithm algorithm) {
        return nimbusHeader(algorithm, EncryptionMethod.A256GCM).build();
    }
}
