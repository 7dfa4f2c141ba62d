/** The encoding of records as bytes, and the dead letters for bytes that are no record. */
@NullMarked
package io.tokenkeep.wire;

import org.jspecify.annotations.NullMarked;
