/** How records become bytes and bytes records, and where bytes go that are no record. */
@NullMarked
package io.tokenkeep.wire;

import org.jspecify.annotations.NullMarked;
