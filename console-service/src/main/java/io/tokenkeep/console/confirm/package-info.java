/** Consents that wait until somebody at the agency confirms or refuses them. */
@NullMarked
package io.tokenkeep.console.confirm;

import org.jspecify.annotations.NullMarked;
