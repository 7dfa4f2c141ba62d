package io.tokenkeep.benchmarks.soak;

import io.tokenkeep.benchmarks.Report;
import io.tokenkeep.soak.attack.AttackPlan;
import io.tokenkeep.soak.attack.AttackResult;
import io.tokenkeep.soak.attack.AttackRun;
import java.nio.file.Path;

/** Runs every attack at once, and measures the effect on people who consent meanwhile. */
public final class AttackBenchmark {

    private static final int MOST_SHOWN = 60;
    private static final double PAGE_SECONDS = 1;
    private static final double CONNECT_SECONDS = 10;
    private static final double LOG_BYTES = 1;

    /** Allows for the memory of people's pages, which are kept for hours, and for variation between collections. */
    private static final double HEAP_GROWTH = 1.5;

    private final AttackPlan plan;
    private final Path directory;
    private final Report report;

    public AttackBenchmark(AttackPlan plan, Path directory, Report report) {
        this.plan = plan;
        this.directory = directory;
        this.report = report;
    }

    public void run() throws Exception {
        report.say("attack: %d s, %d people a second; logs in %s"
                .formatted(plan.attack().toSeconds(), plan.people(), directory));
        AttackResult result = new AttackRun(plan, directory, System.out).run();
        result.figures().forEach(report::say);
        result.violations().stream().limit(MOST_SHOWN).forEach(violation -> report.say("violation: " + violation));
        report.ratioAtMost("attack-violations", result.violations().size(), 0);
        report.ratioAtMost("attack-page-p99-seconds", result.pageP99(), PAGE_SECONDS);
        report.ratioAtMost("attack-longest-connect-seconds", result.longestConnect(), CONNECT_SECONDS);
        report.ratioAtMost("attack-log-bytes-per-byte", result.logBytesPerByte(), LOG_BYTES);
        report.ratioAtMost("attack-heap-growth", result.heapGrowth(), HEAP_GROWTH);
    }
}
