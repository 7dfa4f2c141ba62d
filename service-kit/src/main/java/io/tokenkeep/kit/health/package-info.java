/** The health of a service, and the management listener that shows it. */
@NullMarked
package io.tokenkeep.kit.health;

import org.jspecify.annotations.NullMarked;
