/** Meta's calls to an app: a person removed it, or wants their data deleted. */
@NullMarked
package io.tokenkeep.simulator.callback;

import org.jspecify.annotations.NullMarked;
