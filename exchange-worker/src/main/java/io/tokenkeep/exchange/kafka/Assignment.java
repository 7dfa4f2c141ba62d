package io.tokenkeep.exchange.kafka;

/** One assignment of a partition: its offsets in flight, and whether this worker surely owns it. */
record Assignment(PartitionLedger ledger, Ownership ownership) {}
