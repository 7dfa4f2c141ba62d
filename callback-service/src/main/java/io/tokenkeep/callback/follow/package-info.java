/** How this process knows what lies on a topic: read whole by each instance, in no group, folded and bounded. */
@NullMarked
package io.tokenkeep.callback.follow;

import org.jspecify.annotations.NullMarked;
