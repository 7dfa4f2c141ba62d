/** The refresh lane: executes one command and answers it. */
@NullMarked
package io.tokenkeep.exchange.command;

import org.jspecify.annotations.NullMarked;
