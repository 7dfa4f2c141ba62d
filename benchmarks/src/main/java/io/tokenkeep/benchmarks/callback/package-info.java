/** callback-service against a server that validates nothing. */
@NullMarked
package io.tokenkeep.benchmarks.callback;

import org.jspecify.annotations.NullMarked;
