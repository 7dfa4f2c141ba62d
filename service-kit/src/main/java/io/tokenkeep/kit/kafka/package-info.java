/** Kafka clients that all services share. */
@NullMarked
package io.tokenkeep.kit.kafka;

import org.jspecify.annotations.NullMarked;
