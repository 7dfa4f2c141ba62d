/** What the service shows of its apps and key sets: health, gauges, the topic {@code app-status}. */
@NullMarked
package io.tokenkeep.exchange.status;

import org.jspecify.annotations.NullMarked;
