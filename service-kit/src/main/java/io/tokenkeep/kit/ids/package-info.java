/** Sets of many ids in little memory. */
@NullMarked
package io.tokenkeep.kit.ids;

import org.jspecify.annotations.NullMarked;
