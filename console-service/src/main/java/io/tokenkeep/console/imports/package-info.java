/** Imports of tokens from other systems: they are sealed at once, so that only exchange-worker opens them. */
@NullMarked
package io.tokenkeep.console.imports;

import org.jspecify.annotations.NullMarked;
