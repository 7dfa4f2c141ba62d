/** How fast each app may call its provider, and how its calls ended. */
@NullMarked
package io.tokenkeep.exchange.rate;

import org.jspecify.annotations.NullMarked;
