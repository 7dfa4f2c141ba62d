package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;

/** A token that was refused on evidence, while the app's circuit breaker is asked about that very refusal. */
record DeathProposal(String commandId, GoneReason reason) {}
