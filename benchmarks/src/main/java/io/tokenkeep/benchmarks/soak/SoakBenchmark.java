package io.tokenkeep.benchmarks.soak;

import io.tokenkeep.benchmarks.Report;
import io.tokenkeep.soak.Soak;
import io.tokenkeep.soak.SoakPlan;
import io.tokenkeep.soak.SoakResult;
import java.nio.file.Path;

/** The long soak: its violations, and the times of consents of healthy apps. */
public final class SoakBenchmark {

    private static final int MOST_SHOWN = 60;
    private static final double SLOWEST_SECONDS = 10;

    private final SoakPlan plan;
    private final Path directory;
    private final Report report;

    public SoakBenchmark(SoakPlan plan, Path directory, Report report) {
        this.plan = plan;
        this.directory = directory;
        this.report = report;
    }

    public void run() throws Exception {
        report.say("soak: seed %d, %d minutes of %s; logs in %s"
                .formatted(plan.seed(), plan.duration().toMinutes(), plan.incidents(), directory));
        SoakResult result = new Soak(plan, directory, System.out).run();
        result.figures().forEach(report::say);
        result.violations().stream().limit(MOST_SHOWN).forEach(violation -> report.say("violation: " + violation));
        report.ratioAtMost("soak-violations", result.violations().size(), 0);
        report.ratioAtMost("soak-consent-p99-seconds", result.consents().quantile(0.99), SLOWEST_SECONDS);
    }
}
