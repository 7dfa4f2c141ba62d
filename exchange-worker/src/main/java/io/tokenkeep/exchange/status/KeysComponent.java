package io.tokenkeep.exchange.status;

import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.seal.UnknownKeyException;
import io.tokenkeep.seal.WrongKeyException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports which key set an operator has to correct: it lacks the key of a sealed text, has retired that key, or has other bytes
 * under its name. A finding stays for an hour after its last case. Holds at most {@link #MOST} findings, because writers of a
 * topic choose the key names. Thread-safe.
 */
public final class KeysComponent implements Component {

    static final int MOST = 16;
    static final Duration STANDS = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(KeysComponent.class);

    private final LongSupplier nanoTime;
    private final Map<Finding, Long> lastSeen = new TreeMap<>();

    private record Finding(String setting, String kid, String message) implements Comparable<Finding> {

        @Override
        public int compareTo(Finding other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return setting + ": " + message;
        }
    }

    public KeysComponent(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Receives an opener's reports of texts that do not open.
     *
     * @param setting the setting that holds the key set
     */
    public Consumer<WrongKeyException> of(String setting) {
        return e -> found(new Finding(setting, e.kid(), message(e)));
    }

    private static String message(WrongKeyException e) {
        if (e instanceof UnknownKeyException || e.isRetired()) {
            return "no key " + e.kid()
                    + " opens here, and a text is sealed under it; add it to this key set with the status open";
        }
        return "something sealed under key " + e.kid()
                + " does not open; compare the bytes of this key with those of the"
                + " service that sealed, and give each key a name of its own";
    }

    private void found(Finding finding) {
        boolean first;
        synchronized (lastSeen) {
            forgetOld();
            first = !lastSeen.containsKey(finding);
            if (!first || lastSeen.size() < MOST) {
                lastSeen.put(finding, nanoTime.getAsLong());
            }
            first &= lastSeen.containsKey(finding);
        }
        if (first) {
            log.atWarn().addKeyValue("setting", finding.setting).log(finding.message);
        }
    }

    private void forgetOld() {
        long now = nanoTime.getAsLong();
        lastSeen.values().removeIf(seen -> now - seen > STANDS.toNanos());
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public CheckResult check() {
        synchronized (lastSeen) {
            forgetOld();
            return lastSeen.isEmpty()
                    ? CheckResult.ok()
                    : CheckResult.failed(
                            lastSeen.keySet().stream().map(Finding::toString).collect(Collectors.joining("; ")));
        }
    }
}
