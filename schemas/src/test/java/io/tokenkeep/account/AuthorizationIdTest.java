package io.tokenkeep.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AuthorizationIdTest {

    private static final byte[] NONCE = "sixteen-bytes-ok".getBytes(UTF_8);

    @Test
    void sameRedirectHasTheSameIdInEveryRelease() {
        assertThat(AuthorizationId.of(NONCE, "AQBcode")).isEqualTo("ML_4jRtEsFhxiGY12GatgQ");
    }

    @Test
    void idIs22CharactersThatNeedNoEscaping() {
        assertThat(AuthorizationId.of(NONCE, "AQBcode")).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void otherCodeOrOtherNonceIsAnotherId() {
        String id = AuthorizationId.of(NONCE, "AQBcode");

        assertThat(AuthorizationId.of(NONCE, "AQBcodf")).isNotEqualTo(id);
        assertThat(AuthorizationId.of("sixteen-bytes-no".getBytes(UTF_8), "AQBcode"))
                .isNotEqualTo(id);
    }

    @Test
    void whereTheNonceEndsMatters() {
        assertThat(AuthorizationId.of("ab".getBytes(UTF_8), "c"))
                .isNotEqualTo(AuthorizationId.of("a".getBytes(UTF_8), "bc"));
    }

    @Test
    void nonceWhoseLengthDoesNotFitOneByteIsRefused() {
        assertThatThrownBy(() -> AuthorizationId.of(new byte[256], "c")).isInstanceOf(IllegalArgumentException.class);
    }
}
