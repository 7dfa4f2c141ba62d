/** The confirmation lane: from a held consent to its accounts, or to its end. */
@NullMarked
package io.tokenkeep.exchange.confirm;

import org.jspecify.annotations.NullMarked;
