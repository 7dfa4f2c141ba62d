/** What a benchmark needs: processes of its own, rounds that take turns, and a table that says who is short. */
@NullMarked
package io.tokenkeep.benchmarks;

import org.jspecify.annotations.NullMarked;
