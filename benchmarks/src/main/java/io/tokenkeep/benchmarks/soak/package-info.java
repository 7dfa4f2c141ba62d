/** All services under every kind of incident at once. */
@NullMarked
package io.tokenkeep.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
