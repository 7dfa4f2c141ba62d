/** How a code gets into Kafka: acknowledged within a time limit, or the person is told. */
@NullMarked
package io.tokenkeep.callback.publish;

import org.jspecify.annotations.NullMarked;
