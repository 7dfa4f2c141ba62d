/** The code lane: from an authorization code to a long-lived token. */
@NullMarked
package io.tokenkeep.exchange.code;

import org.jspecify.annotations.NullMarked;
