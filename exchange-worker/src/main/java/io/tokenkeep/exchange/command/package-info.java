/** The refresh lane: carries out one command and answers it. */
@NullMarked
package io.tokenkeep.exchange.command;

import org.jspecify.annotations.NullMarked;
