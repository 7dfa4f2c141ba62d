/** The Kafka edge: one poll loop per lane, the ledger of offsets in flight, progress, publishing. */
@NullMarked
package io.tokenkeep.exchange.kafka;

import org.jspecify.annotations.NullMarked;
