package io.tokenkeep.exchange;

import io.tokenkeep.exchange.ExchangeConfig.WorkerTimes;
import io.tokenkeep.exchange.code.CodeLane;
import io.tokenkeep.exchange.kafka.LaneTiming;
import io.tokenkeep.exchange.kafka.ProgressLimits;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The times that follow from the settings. */
final class ExchangeTimes {

    private static final Logger log = LoggerFactory.getLogger(ExchangeTimes.class);

    private final WorkerTimes times;
    private final Duration longestExchange;

    ExchangeTimes(ExchangeConfig config) {
        this.times = config.times();
        int secrets = config.apps().all().stream()
                .mapToInt(app -> app.client().secrets().size())
                .max()
                .orElse(1);
        this.longestExchange = config.provider().call().multipliedBy(secrets);
    }

    /** The longest exchange makes one call for each configured secret. */
    Duration longestExchange() {
        return longestExchange;
    }

    /** How long another worker's answer may still be on its way. */
    Duration secondLook() {
        return longestExchange.plus(times.delivery());
    }

    /** A record that one worker has read reaches another one after the session time-out, or after the drain. */
    CodeLane.Times codes(int rememberedCodes) {
        ProgressLimits memory = ProgressLimits.of(
                rememberedCodes,
                times.codeLifetime(),
                times.stateLifetime(),
                times.session().plus(times.drain()).plus(secondLook()));
        return new CodeLane.Times(times.codeLifetime(), secondLook(), memory);
    }

    LaneTiming lane() {
        return new LaneTiming(times.session(), times.drain());
    }

    /** If one exchange can outlive these times, two workers may present one code or refresh token. */
    void warnIfShort() {
        if (longestExchange.compareTo(times.drain()) > 0
                || longestExchange.multipliedBy(2).compareTo(times.session()) > 0) {
            log.atWarn()
                    .addKeyValue("longestExchange", longestExchange)
                    .log(
                            "drain.timeout should be longer than provider.timeout times the number of an app's secrets, and"
                                    + " session.timeout twice as long: otherwise a code may be presented twice after a rebalance");
        }
    }
}
