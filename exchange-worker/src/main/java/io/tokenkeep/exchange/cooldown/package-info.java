/** Decides when an app makes no calls because its provider refuses the app, and how the app is tried again. */
@NullMarked
package io.tokenkeep.exchange.cooldown;

import org.jspecify.annotations.NullMarked;
