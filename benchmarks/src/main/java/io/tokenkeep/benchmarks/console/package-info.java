/** console-service: links from a table, against a server that promises nothing. */
@NullMarked
package io.tokenkeep.benchmarks.console;

import org.jspecify.annotations.NullMarked;
