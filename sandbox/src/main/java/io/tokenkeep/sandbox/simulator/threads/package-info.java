/** The Threads API: authorize page, token endpoints, identity and inspection. */
@NullMarked
package io.tokenkeep.sandbox.simulator.threads;

import org.jspecify.annotations.NullMarked;
