/** callback-service against a server that checks nothing. */
@NullMarked
package io.tokenkeep.benchmarks.callback;

import org.jspecify.annotations.NullMarked;
