package io.tokenkeep.refresh.stream;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** What a task knows of its keys: of those with an account, and of the others. */
record AccountStores(KeyValueStore<Bytes, byte[]> accounts, UnknownAccounts unknown) {}
