/** What both lanes write into records: Page tokens, scopes, classes of failures. */
@NullMarked
package io.tokenkeep.exchange.records;

import org.jspecify.annotations.NullMarked;
