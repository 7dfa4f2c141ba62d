package io.tokenkeep.callback.consent;

import io.tokenkeep.kit.bounded.BoundedMap;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Counts the different codes of each state. A provider answers a state once, but an attacker with state and cookie can invent any
 * number of codes. Admits 5 codes, because a person may go back and consent again. Remembers a bounded number of states and
 * forgets the state that is unused for longest. Thread-safe.
 */
final class CodesPerState {

    private static final int MOST = 5;

    private final BoundedMap<String, List<String>> idsByNonce;

    CodesPerState(int states) {
        this.idsByNonce = BoundedMap.byUse(states);
    }

    /** Whether this authorization may pass; one that passed before always may. */
    synchronized boolean admits(byte[] nonce, String authorizationId) {
        List<String> ids = idsByNonce.findOrPut(Base64.getEncoder().encodeToString(nonce), () -> new ArrayList<>(1));
        return ids.contains(authorizationId) || (ids.size() < MOST && ids.add(authorizationId));
    }
}
