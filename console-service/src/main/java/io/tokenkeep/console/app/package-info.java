/** Where each app stands: its calls, its circuit breaker, its accounts, and the version of the provider's API that it uses. */
@NullMarked
package io.tokenkeep.console.app;

import org.jspecify.annotations.NullMarked;
