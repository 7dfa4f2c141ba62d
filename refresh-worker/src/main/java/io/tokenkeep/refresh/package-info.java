/** refresh-worker: keeps the tokens alive, and says where every account stands. */
@NullMarked
package io.tokenkeep.refresh;

import org.jspecify.annotations.NullMarked;
