package io.tokenkeep.exchange.kafka;

import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import java.time.Duration;

/** Fails when this machine's clock is so wrong that an operator has to correct it. */
public final class ClockComponent implements Component {

    private final BrokerClock clock;

    public ClockComponent(BrokerClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public CheckResult check() {
        if (!clock.ownIsWrong()) {
            return CheckResult.ok();
        }
        Duration ahead = clock.ownIsAhead();
        return CheckResult.failed("this machine's clock is about " + ahead.abs().toMinutes() + " minutes "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the broker's");
    }
}
