/** The life of a process: its command line, what it opens, and how it ends. */
@NullMarked
package io.tokenkeep.kit;

import org.jspecify.annotations.NullMarked;
