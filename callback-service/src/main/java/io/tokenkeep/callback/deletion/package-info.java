/** The page on which a person sees what became of their request to have their data deleted. */
@NullMarked
package io.tokenkeep.callback.deletion;

import org.jspecify.annotations.NullMarked;
