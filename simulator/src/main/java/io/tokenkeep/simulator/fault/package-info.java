/** Faults on demand: which call is hit, and what happens to it instead of a plain answer. */
@NullMarked
package io.tokenkeep.simulator.fault;

import org.jspecify.annotations.NullMarked;
