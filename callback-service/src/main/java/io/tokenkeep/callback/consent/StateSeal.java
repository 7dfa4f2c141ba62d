package io.tokenkeep.callback.consent;

import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.Sealer;
import java.nio.BufferUnderflowException;
import java.util.Base64;
import java.util.Optional;

/** Seals {@code state} and opens it when it comes back, with keys that only this service has. Thread-safe. */
final class StateSeal {

    /** The subject of the seal in place of an account, which a state does not have yet. */
    private static final String SUBJECT = "consent";

    private final Sealer sealer;
    private final Opener opener;

    StateSeal(KeySet keys) {
        this.sealer = new Sealer(keys, Purpose.STATE);
        this.opener = new Opener(keys, Purpose.STATE);
    }

    String seal(State state) {
        return sealer.seal(SUBJECT, Base64.getUrlEncoder().withoutPadding().encodeToString(state.toBytes()));
    }

    /** The state if this service made it, of any age; empty for every other text. */
    Optional<State> open(String sealed) {
        try {
            return Optional.of(State.fromBytes(Base64.getUrlDecoder().decode(opener.open(SUBJECT, sealed))));
        } catch (SealRefusedException | IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}
