package io.tokenkeep.console.caller;

import io.tokenkeep.avro.ApiRole;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API key behind a request.
 *
 * @param clients the only clients it sees; empty for all
 */
public record Caller(String keyId, String name, ApiRole role, Set<String> clients) {

    /** The service itself, where it changes a record without a request. */
    public static final Caller SERVICE = new Caller("console-service", "console-service", ApiRole.ADMIN, Set.of());

    public Caller {
        clients = Set.copyOf(clients);
    }

    /** Whether it may do what needs this role; each role includes the ones before it. */
    public boolean may(ApiRole needed) {
        return role != ApiRole.UNKNOWN && role.compareTo(needed) >= 0;
    }

    /** Whether it sees what belongs to this client; null is what belongs to no client, which only an ADMIN key sees. */
    public boolean sees(@Nullable String client) {
        return client == null ? may(ApiRole.ADMIN) : clients.isEmpty() || clients.contains(client);
    }
}
