/** The differences of providers for callback-service: the consent address, the redirect, and the calls that they make. */
@NullMarked
package io.tokenkeep.callback.provider;

import org.jspecify.annotations.NullMarked;
