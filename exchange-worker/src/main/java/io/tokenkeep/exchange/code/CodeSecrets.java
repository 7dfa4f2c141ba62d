package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;

/** Opens what callback-service sealed with a consent. Thread-safe. */
record CodeSecrets(Opener codes, Opener verifiers) {

    /** Fails with {@link SealRefusedException} when any of it does not open. */
    CodeGrant open(AuthorizationCode code) throws SealRefusedException {
        String id = code.getAuthorizationId();
        String verifier = code.getSealedCodeVerifier();
        return new CodeGrant(
                Secret.of(codes.open(id, code.getSealedCode())),
                code.getRedirectUri(),
                verifier == null ? null : Secret.of(verifiers.open(id, verifier)));
    }
}
