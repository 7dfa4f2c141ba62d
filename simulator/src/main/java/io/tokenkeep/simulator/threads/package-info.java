/** The Threads API: authorize page, token endpoints, identity and inspection. */
@NullMarked
package io.tokenkeep.simulator.threads;

import org.jspecify.annotations.NullMarked;
