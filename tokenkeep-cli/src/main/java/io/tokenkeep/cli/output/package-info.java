/** Prints tables, objects and texts of the API so that no text can command the terminal. */
@NullMarked
package io.tokenkeep.cli.output;

import org.jspecify.annotations.NullMarked;
