/** What logs may hold, whatever their configuration says. */
@NullMarked
package io.tokenkeep.kit.log;

import org.jspecify.annotations.NullMarked;
