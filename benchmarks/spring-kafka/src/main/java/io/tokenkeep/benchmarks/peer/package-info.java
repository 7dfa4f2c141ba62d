/** exchange-worker's work as done with spring-kafka. */
@NullMarked
package io.tokenkeep.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
