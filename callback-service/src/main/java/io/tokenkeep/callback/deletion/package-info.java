/** The page on which a person sees the state of their request to delete their data. */
@NullMarked
package io.tokenkeep.callback.deletion;

import org.jspecify.annotations.NullMarked;
