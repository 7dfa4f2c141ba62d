package io.tokenkeep.exchange.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.Sealer;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodeSecretsTest {

    private static final String ID = "an-authorization";

    private final KeySet keys = KeySet.parse(KeySet.generate("codes", new SecureRandom()));
    private final Sealer verifiers = new Sealer(keys, Purpose.CODE_VERIFIER);
    private final CodeSecrets secrets =
            new CodeSecrets(new Opener(keys, Purpose.AUTHORIZATION_CODE), new Opener(keys, Purpose.CODE_VERIFIER));

    @Test
    void codeIsPresentedWithTheVerifierThatWasSealedWithIt() throws Exception {
        CodeGrant grant = secrets.open(code(verifiers.seal(ID, "the-verifier")));

        assertThat(grant.codeVerifier()).isEqualTo(Secret.of("the-verifier"));
        assertThat(AppCalls.codeGrant("client", Secret.of("secret"), grant))
                .containsEntry("code", "the-code")
                .containsEntry("code_verifier", "the-verifier");
    }

    @Test
    void codeWithoutAVerifierIsPresentedWithoutOne() throws Exception {
        CodeGrant grant = secrets.open(code(null));

        assertThat(grant.codeVerifier()).isNull();
        assertThat(AppCalls.codeGrant("client", Secret.of("secret"), grant)).doesNotContainKey("code_verifier");
    }

    @Test
    void verifierOfAnotherAuthorizationAndACodeInItsPlaceAreRefused() {
        String ofAnother = verifiers.seal("another-authorization", "the-verifier");
        String ofTheCode = new Sealer(keys, Purpose.AUTHORIZATION_CODE).seal(ID, "the-verifier");

        assertThatThrownBy(() -> secrets.open(code(ofAnother))).isInstanceOf(SealRefusedException.class);
        assertThatThrownBy(() -> secrets.open(code(ofTheCode))).isInstanceOf(SealRefusedException.class);
    }

    private AuthorizationCode code(@Nullable String sealedVerifier) {
        return AuthorizationCode.newBuilder()
                .setAuthorizationId(ID)
                .setApp("plain-main")
                .setSealedCode(new Sealer(keys, Purpose.AUTHORIZATION_CODE).seal(ID, "the-code"))
                .setSealedCodeVerifier(sealedVerifier)
                .setRedirectUri("https://connect.example/callback")
                .setReceivedAt(Instant.parse("2026-11-23T08:00:00Z"))
                .build();
    }
}
