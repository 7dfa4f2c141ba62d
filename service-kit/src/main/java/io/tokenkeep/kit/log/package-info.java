/** Bounds on what libraries may log, whatever level the configuration sets. */
@NullMarked
package io.tokenkeep.kit.log;

import org.jspecify.annotations.NullMarked;
