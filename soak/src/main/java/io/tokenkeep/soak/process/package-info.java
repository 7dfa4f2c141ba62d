/** Services and brokers as processes that can be killed, and what they need around them. */
@NullMarked
package io.tokenkeep.soak.process;

import org.jspecify.annotations.NullMarked;
