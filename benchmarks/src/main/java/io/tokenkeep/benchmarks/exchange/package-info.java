/** From codes to tokens: exchange-worker against the same work without its guarantees. */
@NullMarked
package io.tokenkeep.benchmarks.exchange;

import org.jspecify.annotations.NullMarked;
