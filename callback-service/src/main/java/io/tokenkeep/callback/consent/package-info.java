/** One consent, from the sealed state that starts it to the code that comes back. */
@NullMarked
package io.tokenkeep.callback.consent;

import org.jspecify.annotations.NullMarked;
