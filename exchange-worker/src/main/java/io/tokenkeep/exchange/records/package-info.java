/** Parts of records that all lanes write: Page tokens, scopes, classes of failures. */
@NullMarked
package io.tokenkeep.exchange.records;

import org.jspecify.annotations.NullMarked;
