/** refresh-worker: keeps the tokens alive and publishes the state of every account. */
@NullMarked
package io.tokenkeep.refresh;

import org.jspecify.annotations.NullMarked;
