/** The exchange-worker process is killed again and again while codes pass, and what it left behind is judged. */
@NullMarked
package io.tokenkeep.exchange.rate;

import org.jspecify.annotations.NullMarked;
