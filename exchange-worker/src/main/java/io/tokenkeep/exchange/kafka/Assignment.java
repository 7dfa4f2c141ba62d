package io.tokenkeep.exchange.kafka;

/** A partition as long as it is assigned: what is in flight in it, and whether it is surely ours. */
record Assignment(PartitionLedger ledger, Ownership ownership) {}
