/** What every provider is to the lanes, and how one is called: the seam behind which each has a package of its own. */
@NullMarked
package io.tokenkeep.exchange.provider;

import org.jspecify.annotations.NullMarked;
