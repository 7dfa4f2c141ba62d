/** A stand-in for Meta's token endpoints: one HTTP listener, its state, and a control API. */
@NullMarked
package io.tokenkeep.simulator;

import org.jspecify.annotations.NullMarked;
