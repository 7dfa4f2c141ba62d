/** exchange-worker's work as done with parallel-consumer. */
@NullMarked
package io.tokenkeep.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
