package io.tokenkeep.simulator.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.signing.SignedRequest.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRequestTest {
    private static final String SECRET = "app-secret-for-tests";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1700000000,\"user_id\":\"17841405793187218\"}"
                        + "|Lw-n04hBUxAYf7XaoftVqA8Adnt1eF405IYIXLGoJK8."
                        + "eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTcwMDAwMDAwMCwidXNlcl9pZCI6IjE3ODQxNDA1NzkzMTg3MjE4In0",
                "{\"user_id\":\"218471\",\"algorithm\":\"HMAC-SHA256\",\"issued_at\":1291836800,\"expires\":1291840400}"
                        + "|LScH9osjjCTnyltGPye8z0QR033QuQ9MXxt4rKM2kT8."
                        + "eyJ1c2VyX2lkIjoiMjE4NDcxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjEyOTE4MzY4MDAsImV4cGlyZXMiOjEyOTE4NDA0MDB9"
            })
    void signatureCoversTheEncodedPayload(String payload, String signedRequest) {
        assertThat(SignedRequest.of(payload, SECRET)).isEqualTo(signedRequest);
    }

    @Test
    void encodingsDifferInPaddingAndAlphabetOnly() {
        String payload = "{\"user_id\":\"~~~\"}";

        String unpadded = SignedRequest.of(payload, SECRET, Encoding.UNPADDED);

        assertThat(SignedRequest.of(payload, SECRET, Encoding.PADDED_SIGNATURE)).isEqualTo(unpadded.replace(".", "=."));
        assertThat(SignedRequest.of(payload, SECRET, Encoding.PADDED)).matches("[\\w-]{43}=\\.[\\w-]+=+");
        assertThat(SignedRequest.of(payload, SECRET, Encoding.STANDARD)).matches("[\\w+/]{43}=\\.[\\w+/]+=+");
    }
}
