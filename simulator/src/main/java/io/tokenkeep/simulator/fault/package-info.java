/** Faults on demand: the rules that select calls, and what happens to such a call. */
@NullMarked
package io.tokenkeep.simulator.fault;

import org.jspecify.annotations.NullMarked;
