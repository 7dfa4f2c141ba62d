package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.PublishForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits for its answer until {@code silentAt}. If it is outdated, another input has changed the account since,
 * so a failure that it reports says nothing about the current token.
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
