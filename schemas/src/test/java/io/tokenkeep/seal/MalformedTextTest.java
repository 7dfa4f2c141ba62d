package io.tokenkeep.seal;

import static io.tokenkeep.seal.TestKeys.ACCOUNT;
import static io.tokenkeep.seal.TestKeys.SECRET;
import static io.tokenkeep.seal.TestKeys.jwk;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedTextTest {

    private static final KeySet KEYS = TestKeys.set(jwk("k1", "active"));
    private static final String SEALED = new Sealer(KEYS, Purpose.ACCESS_TOKEN).seal(ACCOUNT, SECRET);

    private final Opener opener = new Opener(KEYS, Purpose.ACCESS_TOKEN);

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("dots", "...."),
                Arguments.of("a token in clear", "THAAclear-and-not-sealed"),
                Arguments.of("header alone", SEALED.substring(0, SEALED.indexOf('.'))),
                Arguments.of("four parts", SEALED.substring(0, SEALED.lastIndexOf('.'))),
                Arguments.of("six parts", SEALED + "." + "AAAAAAAAAAAAAAAAAAAAAA"),
                Arguments.of("space in front", " " + SEALED),
                Arguments.of("line break behind", SEALED + "\n"),
                Arguments.of("twice", SEALED + SEALED),
                Arguments.of("JSON serialization", "{\"protected\":\"" + SEALED + "\"}"),
                Arguments.of("header is no JSON", header("no json")),
                Arguments.of("header is an array", header("[]")),
                Arguments.of("header is null", header("null")),
                Arguments.of("header is empty", header("{}")),
                Arguments.of("alg none", header("{\"alg\":\"none\"}")),
                Arguments.of("alg is a number", header("{\"alg\":1,\"enc\":\"A256GCM\"}")),
                Arguments.of("enc missing", header("{\"alg\":\"dir\",\"kid\":\"k1\"}")),
                Arguments.of("kid is a number", header("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":1}")),
                Arguments.of("alg twice", header("{\"alg\":\"dir\",\"alg\":\"none\",\"enc\":\"A256GCM\"}")),
                Arguments.of("header nested deep", header("{\"a\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}")),
                Arguments.of("header huge", header("{\"alg\":\"" + "x".repeat(1_000_000) + "\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void malformedTextIsRefused(String what, String text) {
        SealRefusal.of(opener, text).isExactlyInstanceOf(SealRefusedException.class);
    }

    @Test
    void randomDamageIsRefusedAndNothingElse() {
        Random random = new Random(7516);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder damaged = new StringBuilder(SEALED);
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, (char) random.nextInt(0x250));
                default -> damaged.setLength(at);
            }

            SealRefusal.of(opener, damaged.toString());
        }
    }

    private static String header(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8))
                + SEALED.substring(SEALED.indexOf('.'));
    }
}
