/** What the simulated world knows and has done: apps, people, codes, tokens, time and switches. */
@NullMarked
package io.tokenkeep.simulator.registry;

import org.jspecify.annotations.NullMarked;
