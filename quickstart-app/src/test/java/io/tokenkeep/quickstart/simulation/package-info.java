/** Months of Tokenkeep in seconds: both workers' decisions and the simulator's registry on one clock that a test moves. */
@NullMarked
package io.tokenkeep.quickstart.simulation;

import org.jspecify.annotations.NullMarked;
