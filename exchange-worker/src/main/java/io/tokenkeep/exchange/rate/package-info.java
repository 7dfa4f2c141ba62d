/** How fast each app may call its provider, and what its calls came to. */
@NullMarked
package io.tokenkeep.exchange.rate;

import org.jspecify.annotations.NullMarked;
