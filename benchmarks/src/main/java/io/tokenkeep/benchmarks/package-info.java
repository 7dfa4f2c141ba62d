/** Common parts of the benchmarks: processes, rounds in alternation, and a table with comparisons. */
@NullMarked
package io.tokenkeep.benchmarks;

import org.jspecify.annotations.NullMarked;
