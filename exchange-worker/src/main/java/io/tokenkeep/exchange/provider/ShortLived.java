package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer to a code.
 *
 * @param accountId the account's id as text, lossless; null when the answer names none
 * @param expiresIn the token's lifetime; null when the answer does not tell
 */
public record ShortLived(
        Secret token, @Nullable String accountId, @Nullable Duration expiresIn) {}
