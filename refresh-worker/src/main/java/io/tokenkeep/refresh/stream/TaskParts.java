package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.topic.TopicNames;
import java.util.function.LongSupplier;

/**
 * What every task is made of.
 *
 * @param policy when to refresh, verify and warn
 * @param budget what one tick may do
 * @param gate opens when a task has read what was there
 * @param metrics counts what all tasks do
 * @param nanoTime monotonic, in nanoseconds; goes on while a tick runs
 * @param partitions how many partitions each topic has; 0 where no changelog is to be kept in motion
 * @param names what the topics are called on the cluster; sources, sinks and everything behind them have the names of the
 *     catalogue
 */
public record TaskParts(
        RefreshPolicy policy,
        TickBudget budget,
        StartGate gate,
        RefreshMetrics metrics,
        LongSupplier nanoTime,
        int partitions,
        TopicNames names) {}
