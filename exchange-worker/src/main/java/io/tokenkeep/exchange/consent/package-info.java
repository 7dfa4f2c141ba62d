/**
 * What the lanes share that connect accounts: a consent, what its provider gave, its connect link, its waits, and the records that
 * end it.
 */
@NullMarked
package io.tokenkeep.exchange.consent;

import org.jspecify.annotations.NullMarked;
