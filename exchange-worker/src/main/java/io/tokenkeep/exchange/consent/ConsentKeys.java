package io.tokenkeep.exchange.consent;

import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.exchange.status.KeysComponent;
import io.tokenkeep.seal.KeySet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a lane that connects accounts.
 *
 * @param tokens seals answers, held consents and tokens
 * @param refreshSecrets seals refresh tokens; null if no app's provider gives them
 * @param health notified of texts that do not open
 */
public record ConsentKeys(KeySet tokens, @Nullable RefreshSecretRecords refreshSecrets, KeysComponent health) {}
