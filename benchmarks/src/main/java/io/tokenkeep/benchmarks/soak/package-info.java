/** All services under every kind of trouble at once. */
@NullMarked
package io.tokenkeep.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
