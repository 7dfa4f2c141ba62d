package io.tokenkeep.callback.link;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.kit.bounded.BoundedMap;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes how far people come with the connect links of console-service. A step is information: nobody waits for its record, and a
 * record that fails is only counted. A repeated step is left out for {@link #INTERVAL}, and a link has a bounded number of browsers
 * a day, so that whoever has a link cannot fill the topic. The caller names links that it has checked. Thread-safe.
 */
public final class LinkSteps {

    /** Within this time a browser that does the same again writes nothing. */
    static final Duration INTERVAL = Duration.ofMinutes(10);

    /** A person who cancels and tries again takes two steps each time. */
    static final int MOST_PER_INTERVAL = 6;

    /** The records of one link within a day, by key: each app of each browser is one. */
    static final int MOST_KEYS = 30;

    /** At most 45 MB, if each link has as many keys as it may. */
    static final int MOST_LINKS = 10_000;

    private static final Duration DAY = Duration.ofDays(1);

    /** The bytes of the hash that stands for a browser. */
    private static final int BROWSER_BYTES = 9;

    private final RecordPublisher publisher;
    private final int mostInFlight;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BoundedMap<String, LinkMemory> links = BoundedMap.byUse(MOST_LINKS);

    /** The keys of one link that were written within a day. */
    private static final class LinkMemory {
        private final Map<String, KeyMemory> keys = new HashMap<>();
        private Instant began = Instant.MIN;

        boolean admits(String key, LinkStepKind step, Instant now) {
            if (!now.isBefore(began.plus(DAY))) {
                keys.clear();
                began = now;
            }
            if (!keys.containsKey(key) && keys.size() >= MOST_KEYS) {
                return false;
            }
            return keys.computeIfAbsent(key, first -> new KeyMemory()).admits(step, now);
        }
    }

    /** What was written of one key within an interval. */
    private static final class KeyMemory {
        private @Nullable LinkStepKind last;
        private Instant began = Instant.EPOCH;
        private int count;

        boolean admits(LinkStepKind step, Instant now) {
            if (!now.isBefore(began.plus(INTERVAL))) {
                last = null;
                began = now;
                count = 0;
            }
            if (step == last || count >= MOST_PER_INTERVAL) {
                return false;
            }
            last = step;
            count++;
            return true;
        }
    }

    /** @param mostInFlight how many records may be on their way; the next one is left out, so that codes keep their room */
    public LinkSteps(RecordPublisher publisher, int mostInFlight, InstantSource clock, MeterRegistry registry) {
        this.publisher = publisher;
        this.mostInFlight = mostInFlight;
        this.clock = clock;
        this.registry = registry;
    }

    void opened(String linkId) {
        write(linkId, LinkStepKind.OPENED, null, null);
    }

    /** {@code browserHash}: as in {@code state}, so that the browser is the same one when it comes back. */
    void left(String linkId, String app, byte[] browserHash) {
        write(linkId, LinkStepKind.LEFT, app, browser(linkId, browserHash));
    }

    void returned(String linkId, String app, byte[] browserHash) {
        write(linkId, LinkStepKind.RETURNED, app, browser(linkId, browserHash));
    }

    /** Differs from link to link, so nobody can follow a browser through several links. */
    private static String browser(String linkId, byte[] browserHash) {
        return Invitation.hash("link step\n" + linkId + "\n" + Invitation.text(browserHash), BROWSER_BYTES);
    }

    private void write(String linkId, LinkStepKind step, @Nullable String app, @Nullable String browser) {
        String key = app == null ? linkId : linkId + "/" + app + "/" + browser;
        Instant now = clock.instant();
        if (!admits(linkId, key, step, now)) {
            return;
        }
        if (inFlight.incrementAndGet() > mostInFlight) {
            inFlight.decrementAndGet();
            count(step, "left-out");
            return;
        }
        LinkStep record = new LinkStep(key, linkId, app, step, browser, now);
        publisher.publish(Topics.CONNECT_LINK_STEPS.record(key, record)).onComplete(done -> {
            inFlight.decrementAndGet();
            count(step, done.succeeded() ? "written" : "failed");
        });
    }

    private synchronized boolean admits(String linkId, String key, LinkStepKind step, Instant now) {
        return links.findOrPut(linkId, LinkMemory::new).admits(key, step, now);
    }

    private void count(LinkStepKind step, String result) {
        registry.counter(
                        "tokenkeep.callback.link.steps", "step", step.name().toLowerCase(Locale.ROOT), "result", result)
                .increment();
    }
}
