/** Settings in Kafka's own terms: read, checked, documented and shown without secrets. */
@NullMarked
package io.tokenkeep.kit.config;

import org.jspecify.annotations.NullMarked;
