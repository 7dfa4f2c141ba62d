/** Refresh tokens that may be presented once: the records of {@code refresh-secrets}, and what is known of them. */
@NullMarked
package io.tokenkeep.exchange.secret;

import org.jspecify.annotations.NullMarked;
