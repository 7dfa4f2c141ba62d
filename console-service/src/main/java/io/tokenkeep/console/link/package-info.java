/** Connect links: their records, their addresses, and the operations on them. */
@NullMarked
package io.tokenkeep.console.link;

import org.jspecify.annotations.NullMarked;
