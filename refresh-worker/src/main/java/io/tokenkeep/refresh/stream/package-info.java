/** refresh-worker on Kafka Streams: topology, stores, due index, and the gate before the first tick. */
@NullMarked
package io.tokenkeep.refresh.stream;

import org.jspecify.annotations.NullMarked;
