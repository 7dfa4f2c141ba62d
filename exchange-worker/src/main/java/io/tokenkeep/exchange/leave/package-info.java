/** Writes the live tokens into a file, sealed to a recipient outside of the installation. */
@NullMarked
package io.tokenkeep.exchange.leave;

import org.jspecify.annotations.NullMarked;
