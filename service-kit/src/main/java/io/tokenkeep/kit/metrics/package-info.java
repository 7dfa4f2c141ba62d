/** The counters and timers of a service, in Prometheus' text form. */
@NullMarked
package io.tokenkeep.kit.metrics;

import org.jspecify.annotations.NullMarked;
