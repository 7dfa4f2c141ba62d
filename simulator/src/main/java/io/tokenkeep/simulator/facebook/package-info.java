/** Facebook Login: user, Page and system-user tokens, and the Graph addresses that describe them. */
@NullMarked
package io.tokenkeep.simulator.facebook;

import org.jspecify.annotations.NullMarked;
