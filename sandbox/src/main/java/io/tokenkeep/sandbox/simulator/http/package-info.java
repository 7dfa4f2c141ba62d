/** The few HTTP words that endpoints of every provider share. */
@NullMarked
package io.tokenkeep.sandbox.simulator.http;

import org.jspecify.annotations.NullMarked;
