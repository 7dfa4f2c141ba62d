package io.tokenkeep.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CloserTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Closer closer = new Closer();

    @Test
    void failureDoesNotKeepTheOthersOpen() {
        closer.addStep("first", AMPLE, () -> closed.add("first"));
        closer.addStep("failing", AMPLE, () -> {
            throw new IOException("hunter2");
        });
        closer.addStep("error", AMPLE, () -> {
            throw new AssertionError("hunter2");
        });
        closer.addStep("last", AMPLE, () -> closed.add("last"));

        closer.close();

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void oneThatHangsIsInterruptedAndLeftBehind() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        closer.addStep("first", AMPLE, () -> closed.add("first"));
        closer.addStep("hanging", Duration.ZERO, () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });

        closer.close();
        interrupted.await();

        assertThat(closed).containsExactly("first");
    }

    @Test
    void pastTheWholeLimitTheRestIsStillAskedToClose() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        closer.addStep("first", AMPLE, asked::countDown);
        closer.addStep("hanging", AMPLE, never::await);

        closer.close(Duration.ZERO);
        asked.await();

        assertThat(never.getCount()).isOne();
    }

    @Test
    void lastOpenedIsClosedFirst() {
        for (String name : List.of("a", "b", "c")) {
            closer.addStep(name, AMPLE, () -> closed.add(name));
        }

        closer.close();

        assertThat(closed).containsExactly("c", "b", "a");
    }

    @Test
    void closingTwiceDoesNothingMore() {
        AutoCloseable opened = closer.add("once", AMPLE, (AutoCloseable) () -> closed.add("once"));

        closer.close();
        closer.close();

        assertThat(opened).isNotNull();
        assertThat(closed).containsExactly("once");
    }

    @Test
    void nothingCanBeAddedToWhatIsClosed() {
        closer.close();

        assertThatThrownBy(() -> closer.addStep("late", AMPLE, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("late");
    }
}
