package io.tokenkeep.soak;

import io.tokenkeep.soak.people.Population;
import io.tokenkeep.soak.process.Stage;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The time after the incidents, until all conditions hold or the limit is over. */
final class Calm {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKS_PER_LINE = 20;
    private static final int MOST_READS = 50;

    private final Instant began = Instant.now();
    private final Duration limit;
    private final Stage stage;
    private final Services services;
    private final Population population;
    private final Outside outside;
    private final SoakCheck check;
    private final PrintStream out;

    Calm(Duration limit, Stage stage, Services services, Population population, Outside outside, PrintStream out) {
        this.limit = limit;
        this.stage = stage;
        this.services = services;
        this.population = population;
        this.outside = outside;
        this.check = new SoakCheck(outside, stage.simulator(), stage.opener());
        this.out = out;
    }

    /** The conditions that do not hold at the end, and those that must never fail and failed for a while. */
    List<String> await() throws InterruptedException {
        List<String> violations = look();
        Instant end = began.plus(limit);
        for (int looks = 1; !violations.isEmpty() && Instant.now().isBefore(end) && !services.anyEnded(); looks++) {
            if (looks % LOOKS_PER_LINE == 0) {
                out.println("Violations left: " + violations.size() + ", first " + violations.get(0));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            violations = look();
        }
        List<String> all = new ArrayList<>(violations);
        all.addAll(check.declaredDead(expectations()));
        return all;
    }

    private List<String> look() throws InterruptedException {
        int reads = 0;
        while (reads < MOST_READS && !outside.readToTheEnd()) {
            // The services continue to write, so the end of a topic may never be reached.
            reads++;
        }
        Expectations expectations = expectations();
        List<String> violations = new ArrayList<>(services.complaints());
        violations.addAll(check.consents(population.all()));
        violations.addAll(check.accounts(expectations));
        violations.addAll(check.unserved(expectations, began));
        if (violations.isEmpty()) {
            // The most expensive check last: it opens each token.
            violations.addAll(check.tokens(expectations));
        }
        return violations;
    }

    private Expectations expectations() {
        return Expectations.of(population.all(), stage.simulator(), outside);
    }
}
