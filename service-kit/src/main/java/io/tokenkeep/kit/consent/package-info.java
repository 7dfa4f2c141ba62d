/** Consents that wait until somebody at the agency confirms them: what exchange-worker and console-service have to agree on. */
@NullMarked
package io.tokenkeep.kit.consent;

import org.jspecify.annotations.NullMarked;
