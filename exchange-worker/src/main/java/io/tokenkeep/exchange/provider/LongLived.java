package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import java.time.Duration;

/**
 * A long-lived token.
 *
 * @param expiresIn its lifetime from now
 * @param assumed whether the provider told none even on asking, so that its documentation had to serve
 */
public record LongLived(Secret token, Duration expiresIn, boolean assumed) {}
