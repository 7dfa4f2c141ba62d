/** The providers' HTTP contracts: the requests, and what their answers mean. */
@NullMarked
package io.tokenkeep.exchange.provider;

import org.jspecify.annotations.NullMarked;
