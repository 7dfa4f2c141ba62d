/** HTTP requests, answers and errors that endpoints of all products share. */
@NullMarked
package io.tokenkeep.simulator.http;

import org.jspecify.annotations.NullMarked;
