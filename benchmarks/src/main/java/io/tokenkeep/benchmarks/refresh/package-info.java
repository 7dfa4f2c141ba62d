/** refresh-worker against a plain table of the same tokens, and its ticks against a scan of all accounts. */
@NullMarked
package io.tokenkeep.benchmarks.refresh;

import org.jspecify.annotations.NullMarked;
