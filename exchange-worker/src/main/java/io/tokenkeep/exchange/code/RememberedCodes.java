package io.tokenkeep.exchange.code;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.kafka.Progress;
import io.tokenkeep.exchange.lane.LaneCounts;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the codes in memory. Codes in the lane count too, because they will be finished and remembered. At the bound
 * the lane reads no more codes until some are old enough to be forgotten.
 */
final class RememberedCodes implements Component {

    private static final Logger log = LoggerFactory.getLogger(RememberedCodes.class);

    private final Progress progress;
    private final LaneCounts lane;
    private boolean fullLogged;

    RememberedCodes(Progress progress, LaneCounts lane) {
        this.progress = progress;
        this.lane = lane;
    }

    void bind(MeterRegistry registry) {
        Gauge.builder("tokenkeep.exchange.remembered.codes", progress, Progress::remembered)
                .description(
                        "Codes in memory: finished ones that may be read again, and unfinished ones with an answer")
                .register(registry);
        Gauge.builder("tokenkeep.exchange.remembered.codes.limit", progress, Progress::limit)
                .description("Number of codes in memory at which no more are read")
                .register(registry);
    }

    /** Any thread. */
    boolean isFull() {
        return progress.isFull(lane.outstanding());
    }

    /** Poll thread only. */
    void logIfFull() {
        boolean full = isFull();
        if (full && !fullLogged) {
            log.atWarn()
                    .addKeyValue("remembered", progress.remembered())
                    .log(
                            "codes.remembered.limit is reached: no more codes are read until finished ones can be forgotten");
        }
        fullLogged = full;
    }

    @Override
    public String name() {
        return "remembered-codes";
    }

    @Override
    public CheckResult check() {
        return isFull()
                ? CheckResult.failed("codes.remembered.limit is reached: " + progress.remembered()
                        + " codes are remembered, and no more are read until some of them can be forgotten")
                : CheckResult.ok();
    }
}
