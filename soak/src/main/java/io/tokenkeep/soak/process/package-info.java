/** Services and brokers as processes that can be killed, and the environment that they need. */
@NullMarked
package io.tokenkeep.soak.process;

import org.jspecify.annotations.NullMarked;
