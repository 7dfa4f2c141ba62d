/** What a service counts and times, in Prometheus' text form. */
@NullMarked
package io.tokenkeep.kit.metrics;

import org.jspecify.annotations.NullMarked;
