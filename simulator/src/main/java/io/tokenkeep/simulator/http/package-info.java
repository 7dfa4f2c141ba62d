/** The few HTTP words that endpoints of every provider share. */
@NullMarked
package io.tokenkeep.simulator.http;

import org.jspecify.annotations.NullMarked;
