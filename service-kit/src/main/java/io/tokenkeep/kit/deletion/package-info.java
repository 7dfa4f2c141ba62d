/** What became of a deletion of data, as its records say together. */
@NullMarked
package io.tokenkeep.kit.deletion;

import org.jspecify.annotations.NullMarked;
