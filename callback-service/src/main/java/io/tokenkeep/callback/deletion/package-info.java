/** The page on which a person sees what became of their wish to have their data deleted. */
@NullMarked
package io.tokenkeep.callback.deletion;

import org.jspecify.annotations.NullMarked;
