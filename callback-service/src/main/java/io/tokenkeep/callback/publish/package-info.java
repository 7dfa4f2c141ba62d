/** Publishes codes to Kafka: each is acknowledged within a time limit, or the person is asked to try again. */
@NullMarked
package io.tokenkeep.callback.publish;

import org.jspecify.annotations.NullMarked;
