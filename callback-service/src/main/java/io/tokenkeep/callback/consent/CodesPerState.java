package io.tokenkeep.callback.consent;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many different codes came under one state: a provider answers a state once, but whoever has state and cookie can
 * make up codes without end. A few are let through, for a person may go back and consent again. Remembers a bounded
 * number of states and forgets the one longest unused. Thread-safe.
 */
final class CodesPerState {

    private static final int MOST = 5;

    private final Map<String, List<String>> idsByNonce;

    CodesPerState(int states) {
        this.idsByNonce = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
                return size() > states;
            }
        };
    }

    /** Whether this authorization may pass; one that passed before always may. */
    synchronized boolean admits(byte[] nonce, String authorizationId) {
        List<String> ids =
                idsByNonce.computeIfAbsent(Base64.getEncoder().encodeToString(nonce), first -> new ArrayList<>(1));
        return ids.contains(authorizationId) || (ids.size() < MOST && ids.add(authorizationId));
    }
}
