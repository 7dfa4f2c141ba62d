/**
 * Requests that make something once, however often they come and at whichever instance. The first record of an Idempotency-Key on
 * {@code idempotency-keys} decides, and the ids of what is made follow from it.
 */
@NullMarked
package io.tokenkeep.console.idempotency;

import org.jspecify.annotations.NullMarked;
