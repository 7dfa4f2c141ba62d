/** All services under every kind of incident at once, judged from outside. */
@NullMarked
package io.tokenkeep.soak;

import org.jspecify.annotations.NullMarked;
