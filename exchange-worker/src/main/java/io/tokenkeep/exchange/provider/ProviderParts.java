package io.tokenkeep.exchange.provider;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The parts of a provider.
 *
 * @param nanoTime a monotonic clock, as {@link System#nanoTime()}
 * @param calls notified of each call
 */
public record ProviderParts(HttpEdge http, InstantSource clock, LongSupplier nanoTime, Calls calls) {}
