package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.rate.Admission;

/**
 * How the apps of a lane share it.
 *
 * @param severalApps whether there is more than one app; a single app may have every permit
 * @param admission decides when each app may begin a job
 */
public record Sharing(boolean severalApps, Admission admission) {}
