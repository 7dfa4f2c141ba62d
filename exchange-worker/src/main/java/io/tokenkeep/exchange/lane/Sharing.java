package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.rate.Admission;

/**
 * How the apps of a lane get along.
 *
 * @param severalApps whether there is more than one; a single one may have every permit
 * @param admission when each may begin
 */
public record Sharing(boolean severalApps, Admission admission) {}
