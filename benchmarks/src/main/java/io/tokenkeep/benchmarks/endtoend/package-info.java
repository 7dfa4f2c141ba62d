/** From a redirect to a consumer that holds the opened token, against the sum of its bare parts. */
@NullMarked
package io.tokenkeep.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
