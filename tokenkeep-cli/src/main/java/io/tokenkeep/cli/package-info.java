/** The command {@code tokenkeep}: manages an installation through console-service's API. */
@NullMarked
package io.tokenkeep.cli;

import org.jspecify.annotations.NullMarked;
