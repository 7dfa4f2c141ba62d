package io.tokenkeep.console.caller;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.avro.ApiKey;
import io.tokenkeep.kit.table.RecordTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Finds whom a key stands for. Thread-safe. */
public final class ApiKeys {

    private final ConfiguredKeys configured;
    private final RecordTable<ApiKey> table;
    private final InstantSource clock;

    public ApiKeys(ConfiguredKeys configured, RecordTable<ApiKey> table, InstantSource clock) {
        this.configured = configured;
        this.table = table;
        this.clock = clock;
    }

    /** Empty for a key that was never made here, was revoked, has expired, or has a role that this version does not know. */
    public Optional<Caller> find(ApiKeyText key) {
        Optional<Caller> fromSettings = configured.find(key);
        return fromSettings.isPresent()
                ? fromSettings
                : table.find(key.id()).filter(record -> isValid(record, key)).map(ApiKeys::caller);
    }

    /** Whether a key that is not found may exist all the same, because this instance has not read all keys yet. */
    public boolean isComplete() {
        return table.caughtUp();
    }

    private boolean isValid(ApiKey record, ApiKeyText key) {
        boolean secretFits = key.hasHash(record.getSecretHash());
        Instant expires = record.getExpiresAt();
        return secretFits
                && record.getRevokedAt() == null
                && (expires == null || clock.instant().isBefore(expires));
    }

    private static Caller caller(ApiKey record) {
        return new Caller(record.getKeyId(), record.getName(), record.getRole(), Set.copyOf(record.getClients()));
    }
}
