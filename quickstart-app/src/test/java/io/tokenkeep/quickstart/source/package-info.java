/** Rules about the source code of all modules, which no compiler checks. */
@NullMarked
package io.tokenkeep.quickstart.source;

import org.jspecify.annotations.NullMarked;
