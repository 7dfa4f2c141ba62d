/** The commands, one class for each form of a command. */
@NullMarked
package io.tokenkeep.cli.command;

import org.jspecify.annotations.NullMarked;
