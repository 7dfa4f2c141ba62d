/** Signatures and proofs that Meta and an app make with the app's secret. */
@NullMarked
package io.tokenkeep.simulator.signing;

import org.jspecify.annotations.NullMarked;
