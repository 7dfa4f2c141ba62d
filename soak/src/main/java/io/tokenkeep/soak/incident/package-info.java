/** Everything that goes wrong, each kind by itself. */
@NullMarked
package io.tokenkeep.soak.incident;

import org.jspecify.annotations.NullMarked;
