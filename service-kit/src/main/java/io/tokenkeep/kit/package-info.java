/** The life cycle of a process: command line, start, and end. */
@NullMarked
package io.tokenkeep.kit;

import org.jspecify.annotations.NullMarked;
