/** When an app makes no calls because its provider refuses the app itself, and how it is tried again. */
@NullMarked
package io.tokenkeep.exchange.cooldown;

import org.jspecify.annotations.NullMarked;
