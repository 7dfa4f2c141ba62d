/** Consents that are held until somebody at the agency confirms them. */
@NullMarked
package io.tokenkeep.kit.consent;

import org.jspecify.annotations.NullMarked;
