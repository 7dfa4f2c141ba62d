/** What Meta and an app prove to each other with the app's secret. */
@NullMarked
package io.tokenkeep.simulator.signing;

import org.jspecify.annotations.NullMarked;
