/**
 * Kafka as a database: a compacted topic that each instance holds in memory, with versions, read-back and positions.
 * {@link io.tokenkeep.kit.table.RecordTable} reads, {@link io.tokenkeep.kit.table.TableWriter} writes.
 */
@NullMarked
package io.tokenkeep.kit.table;

import org.jspecify.annotations.NullMarked;
