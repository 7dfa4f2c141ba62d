/** The state of the simulated world: apps, people, codes, tokens, time and switches. */
@NullMarked
package io.tokenkeep.simulator.registry;

import org.jspecify.annotations.NullMarked;
