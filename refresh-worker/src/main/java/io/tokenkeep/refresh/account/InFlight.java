package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.PublishForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits for its answer until {@code silentAt}. If it is outdated, another input has changed the account since,
 * so a failure that it reports says nothing about the current token.
 *
 * @param requests the account commands that its answer ends, at most {@value #MOST_REQUESTS}
 */
record InFlight(
        String commandId,
        CommandKind kind,
        @Nullable PublishForm form,
        Instant plannedAt,
        Instant silentAt,
        boolean outdated,
        List<String> requests) {

    private static final int MOST_REQUESTS = 4;

    InFlight {
        requests = List.copyOf(requests);
    }

    InFlight asOutdated() {
        return new InFlight(commandId, kind, form, plannedAt, silentAt, true, requests);
    }

    /** Whether its answer says whether the account's current token works, and one more account command may wait for it. */
    boolean canAnswer() {
        boolean asks = kind == CommandKind.REFRESH || kind == CommandKind.VERIFY;
        return asks && !outdated && requests.size() < MOST_REQUESTS;
    }

    InFlight answering(String requestId) {
        List<String> all = new ArrayList<>(requests);
        all.add(requestId);
        return withRequests(all);
    }

    InFlight without(String requestId) {
        return withRequests(
                requests.stream().filter(held -> !held.equals(requestId)).toList());
    }

    private InFlight withRequests(List<String> all) {
        return new InFlight(commandId, kind, form, plannedAt, silentAt, outdated, all);
    }
}
