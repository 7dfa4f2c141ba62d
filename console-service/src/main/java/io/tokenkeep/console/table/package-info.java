/**
 * Kafka as a database: a compacted topic that each instance holds in memory, with versions, read-back and positions.
 * {@link io.tokenkeep.console.table.RecordTable} reads, {@link io.tokenkeep.console.table.TableWriter} writes.
 */
@NullMarked
package io.tokenkeep.console.table;

import org.jspecify.annotations.NullMarked;
