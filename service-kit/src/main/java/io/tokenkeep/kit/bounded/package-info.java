/** Collections that never grow beyond a bound. */
@NullMarked
package io.tokenkeep.kit.bounded;

import org.jspecify.annotations.NullMarked;
