/** Whose name, logo and colours a page shows, and the language of the client whom it is for. */
@NullMarked
package io.tokenkeep.callback.brand;

import org.jspecify.annotations.NullMarked;
