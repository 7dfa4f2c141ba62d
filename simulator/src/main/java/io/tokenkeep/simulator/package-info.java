/** A stand-in for Meta's token endpoints: one HTTP listener, a world that remembers, and an API to drive it. */
@NullMarked
package io.tokenkeep.simulator;

import org.jspecify.annotations.NullMarked;
