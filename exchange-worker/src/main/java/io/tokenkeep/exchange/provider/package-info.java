/** The providers' HTTP contracts: what is sent, and what their answers mean. */
@NullMarked
package io.tokenkeep.exchange.provider;

import org.jspecify.annotations.NullMarked;
