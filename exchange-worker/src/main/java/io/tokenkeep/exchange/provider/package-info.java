/** The interface of a provider, and the parts that call one. The lanes use this package; each provider has its own package below it. */
@NullMarked
package io.tokenkeep.exchange.provider;

import org.jspecify.annotations.NullMarked;
