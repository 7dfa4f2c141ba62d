/** Everything that goes wrong, each kind by itself. */
@NullMarked
package io.tokenkeep.soak.trouble;

import org.jspecify.annotations.NullMarked;
