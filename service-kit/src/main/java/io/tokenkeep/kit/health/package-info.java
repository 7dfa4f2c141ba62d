/** Whether a service works, and the management listener that says so. */
@NullMarked
package io.tokenkeep.kit.health;

import org.jspecify.annotations.NullMarked;
