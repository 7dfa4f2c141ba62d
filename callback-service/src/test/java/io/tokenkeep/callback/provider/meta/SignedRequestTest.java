package io.tokenkeep.callback.provider.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.simulator.signing.SignedRequest.Encoding;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestTest {

    private static final String SECRET = "app-secret-for-tests";
    private static final String OTHER = "another-secret";
    private static final String FULL =
            "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":\"178??>>~~\"}";

    @ParameterizedTest
    @CsvSource({
        "17841405793187218, 1700000000, Lw-n04hBUxAYf7XaoftVqA8Adnt1eF405IYIXLGoJK8.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsI"
                + "mlzc3VlZF9hdCI6MTcwMDAwMDAwMCwidXNlcl9pZCI6IjE3ODQxNDA1NzkzMTg3MjE4In0",
        "218471, 1291836800, LScH9osjjCTnyltGPye8z0QR033QuQ9MXxt4rKM2kT8.eyJ1c2VyX2lkIjoiMjE4NDcxIiwiYWxnb3JpdGhtIjoiSE1BQ"
                + "y1TSEEyNTYiLCJpc3N1ZWRfYXQiOjEyOTE4MzY4MDAsImV4cGlyZXMiOjEyOTE4NDA0MDB9"
    })
    void whatOthersSignedIsRead(String user, long issuedAt, String text) throws Exception {
        SignedRequest request = SignedRequest.read(secrets(SECRET), text);

        assertThat(request.userId()).isEqualTo(user);
        assertThat(request.issuedAt()).isEqualTo(Instant.ofEpochSecond(issuedAt));
        assertThat(request.position()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void paddingAndTheStandardAlphabetAreBorne(Encoding encoding) throws Exception {
        for (int length = 1; length < 40; length++) {
            String user = "~?>".repeat(14).substring(0, length);
            String payload = FULL.replace("178??>>~~", user);

            String text = io.tokenkeep.simulator.signing.SignedRequest.of(payload, SECRET, encoding);

            assertThat(SignedRequest.read(secrets(SECRET), text).userId()).isEqualTo(user);
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void anyFlippedBitIsRefused(Encoding encoding) {
        String text = io.tokenkeep.simulator.signing.SignedRequest.of(FULL, SECRET, encoding);

        for (int at = 0; at < text.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                char flipped = (char) (text.charAt(at) ^ (1 << bit));
                String tampered = text.substring(0, at) + flipped + text.substring(at + 1);
                assertThat(refusal(tampered))
                        .as("bit %d of character %d", bit, at)
                        .isIn(CallRefusal.FORGED, CallRefusal.MALFORMED);
            }
        }
    }

    @Test
    void rubbishIsRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(200), 1, 256).forEach(c -> text.append((char) c));
            assertThat(refusal(text.toString())).as("seed %d", seed).isIn(CallRefusal.FORGED, CallRefusal.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.", ".x", "no-dot-at-all"})
    void whatIsNotTwoPartsIsMalformed(String text) {
        assertThat(refusal(text)).isEqualTo(CallRefusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"27640875392278831", "\"27640875392278831\"", "276408753922788312764087539227883127640875"})
    void idKeepsAllItsDigitsWhetherTextOrNumber(String id) throws Exception {
        String payload = FULL.replace("\"178??>>~~\"", id);

        assertThat(SignedRequest.read(secrets(SECRET), signed(payload)).userId())
                .isEqualTo(id.replace("\"", ""));
    }

    @Test
    void pageIsNamedByTheOtherField() throws Exception {
        String payload = FULL.replace("user_id", "profile_id");

        assertThat(SignedRequest.read(secrets(SECRET), signed(payload)).userId())
                .isEqualTo("178??>>~~");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":\"\"}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":\"a b\"}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":\"a\\nb\"}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":2.7e16}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":{\"id\":\"1\"}}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":true}",
                "{\"algorithm\":\"HMAC-SHA256\",\"user_id\":\"1\"}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":0,\"user_id\":\"1\"}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":-5,\"user_id\":\"1\"}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":99999999999999,\"user_id\":\"1\"}",
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":\"soon\",\"user_id\":\"1\"}",
                "[]",
                "null",
                "\"text\"",
                "{",
                "not JSON"
            })
    void signedNonsenseIsMalformed(String payload) {
        assertThat(refusal(signed(payload))).isEqualTo(CallRefusal.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"HMAC-SHA1, false", "none, false", "'', false", "hmac-sha256, true", "Hmac-Sha256, true"})
    void algorithmIsHmacSha256InAnyCase(String algorithm, boolean taken) {
        String payload = FULL.replace("HMAC-SHA256", algorithm);

        assertThat(refusal(signed(payload)) == null).isEqualTo(taken);
        assertThat(refusal(signed(FULL.replace("algorithm", "other")))).isEqualTo(CallRefusal.ALGORITHM);
    }

    @Test
    void everySecretIsTriedAndWhichOneSignedIsKnown() throws Exception {
        assertThat(SignedRequest.read(secrets(OTHER, SECRET), signed(FULL)).position())
                .isEqualTo(2);
        assertThat(SignedRequest.read(secrets(OTHER, SECRET), signed(FULL)).secret())
                .isEqualTo(Secret.of(SECRET));
        assertThat(refusal(signed(FULL), OTHER)).isEqualTo(CallRefusal.FORGED);
    }

    @Test
    void nothingOfWhatWasSentIsShown() throws Exception {
        assertThat(SignedRequest.read(secrets(SECRET), signed(FULL)).toString()).doesNotContain(SECRET, "178");
        assertThat(catchThrowableOfType(
                        CallRefusedException.class, () -> SignedRequest.read(secrets(SECRET), signed("not JSON"))))
                .hasNoCause()
                .hasMessage("MALFORMED");
    }

    private static String signed(String payload) {
        return io.tokenkeep.simulator.signing.SignedRequest.of(payload, SECRET);
    }

    private static @Nullable CallRefusal refusal(String text) {
        return refusal(text, SECRET);
    }

    private static @Nullable CallRefusal refusal(String text, String secret) {
        var refused = catchThrowableOfType(CallRefusedException.class, () -> SignedRequest.read(secrets(secret), text));
        return refused == null ? null : refused.refusal();
    }

    private static List<Secret> secrets(String... secrets) {
        return List.of(secrets).stream().map(Secret::of).toList();
    }
}
