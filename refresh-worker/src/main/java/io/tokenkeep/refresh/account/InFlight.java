package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.PublishForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits for its answer, until {@code silentAt}. Outdated: the account has moved on since, so that a
 * failure it reports says nothing about what is current.
 */
record InFlight(
        String commandId,
        CommandKind kind,
        @Nullable PublishForm form,
        Instant plannedAt,
        Instant silentAt,
        boolean outdated) {

    InFlight asOutdated() {
        return new InFlight(commandId, kind, form, plannedAt, silentAt, true);
    }
}
