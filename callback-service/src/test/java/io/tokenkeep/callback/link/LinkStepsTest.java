package io.tokenkeep.callback.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LinkStepsTest {

    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private final MutableClock clock = MutableClock.at("2026-11-29T08:00:00Z");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private Future<Void> kafka = Future.succeededFuture();
    private final LinkSteps steps = new LinkSteps(
            record -> {
                records.add(record);
                return kafka;
            },
            2,
            clock,
            registry);

    @Test
    void recordSaysWhoseStepItIsUnderItsKey() {
        steps.opened("link");
        steps.left("link", "threads-main", FIRST);

        LinkStep left = written().get(1);
        assertThat(written().get(0))
                .isEqualTo(new LinkStep("link", "link", null, LinkStepKind.OPENED, null, clock.instant()));
        assertThat(left.getStepKey()).isEqualTo("link/threads-main/" + left.getBrowser());
        assertThat(left.getStep()).isEqualTo(LinkStepKind.LEFT);
        assertThat(new String(records.get(1).key(), StandardCharsets.UTF_8)).isEqualTo(left.getStepKey());
    }

    @Test
    void browserIsTheSameWhenItComesBackAndAnotherOneAtAnotherLink() {
        steps.left("link", "threads-main", FIRST);
        steps.returned("link", "threads-main", FIRST);
        steps.left("link", "facebook-main", FIRST);
        steps.left("link", "threads-main", SECOND);
        steps.left("other", "threads-main", FIRST);

        List<String> browsers = written().stream().map(LinkStep::getBrowser).toList();
        assertThat(browsers.subList(0, 3)).containsOnly(browsers.get(0));
        assertThat(browsers.subList(2, 5)).doesNotHaveDuplicates();
    }

    @Test
    void whoRepeatsAnOpeningWritesOneRecordAnInterval() {
        for (int i = 0; i < 1000; i++) {
            steps.opened("link");
        }
        assertThat(records).hasSize(1);

        clock.advance(LinkSteps.INTERVAL);
        steps.opened("link");
        assertThat(records).hasSize(2);
    }

    @Test
    void personWhoTriesAgainAtOnceHasLeftAgain() {
        steps.left("link", "threads-main", FIRST);
        steps.returned("link", "threads-main", FIRST);
        steps.left("link", "threads-main", FIRST);

        assertThat(kinds()).containsExactly(LinkStepKind.LEFT, LinkStepKind.RETURNED, LinkStepKind.LEFT);
    }

    @Test
    void whoGoesBackAndForthWritesABoundedNumber() {
        for (int i = 0; i < 1000; i++) {
            steps.left("link", "threads-main", FIRST);
            steps.returned("link", "threads-main", FIRST);
        }

        assertThat(records).hasSize(LinkSteps.MOST_PER_INTERVAL);
    }

    @Test
    void whoComesWithMoreAndMoreBrowsersWritesABoundedNumberADay() {
        steps.opened("link");
        for (int i = 0; i < 1000; i++) {
            steps.left("link", "threads-main", new byte[] {(byte) i, (byte) (i >> 8)});
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(records).hasSize(LinkSteps.MOST_KEYS);

        clock.advance(LinkSteps.INTERVAL);
        steps.opened("link");
        assertThat(records).as("the opening is known already").hasSize(LinkSteps.MOST_KEYS + 1);

        clock.advance(Duration.ofDays(1));
        steps.left("link", "threads-main", SECOND);
        assertThat(records).hasSize(LinkSteps.MOST_KEYS + 2);
    }

    @Test
    void stepsLeaveRoomForCodesAndFailuresAreCounted() {
        Promise<Void> slow = Promise.promise();
        kafka = slow.future();
        steps.opened("first");
        steps.opened("second");
        steps.opened("third");
        assertThat(records).hasSize(2);
        assertThat(count("opened", "left-out")).isEqualTo(1);

        slow.fail("away");
        assertThat(count("opened", "failed")).isEqualTo(2);

        kafka = Future.succeededFuture();
        steps.opened("fourth");
        assertThat(count("opened", "written")).isEqualTo(1);
    }

    private double count(String step, String result) {
        return registry.counter("tokenkeep.callback.link.steps", "step", step, "result", result)
                .count();
    }

    private List<LinkStepKind> kinds() {
        return written().stream().map(LinkStep::getStep).toList();
    }

    private List<LinkStep> written() {
        return records.stream()
                .map(record -> {
                    try {
                        return Topics.CONNECT_LINK_STEPS.codec().decode(record.value());
                    } catch (UnreadableRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
