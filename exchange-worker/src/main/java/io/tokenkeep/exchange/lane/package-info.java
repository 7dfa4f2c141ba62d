/** What all lanes need to run many jobs at a time: order per key, permits, backoff, publishing. */
@NullMarked
package io.tokenkeep.exchange.lane;

import org.jspecify.annotations.NullMarked;
