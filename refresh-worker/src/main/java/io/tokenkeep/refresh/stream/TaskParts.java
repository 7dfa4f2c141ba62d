package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.topic.TopicNames;
import java.util.function.LongSupplier;

/**
 * The parts from which every task is built.
 *
 * @param policy when to refresh, verify and warn
 * @param budget what one tick may do
 * @param gate opens when a task has read what was there
 * @param aborted knows the tasks whose writes were aborted
 * @param metrics counts what all tasks do
 * @param nanoTime monotonic, in nanoseconds; continues while a tick runs
 * @param partitions the number of partitions of each topic; 0 if no daily record is to be written ({@code Sweep})
 * @param names the names of the topics on the cluster; sources and sinks convert between them and the names of the catalogue,
 *     which everything else uses
 */
public record TaskParts(
        RefreshPolicy policy,
        TickBudget budget,
        StartGate gate,
        AbortedTransactions aborted,
        RefreshMetrics metrics,
        LongSupplier nanoTime,
        int partitions,
        TopicNames names) {}
