package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.kit.follow.RecordPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventIndexTest {

    private static final String ADA = "threads-main:1";
    private static final String BO = "threads-main:2";

    @TempDir
    Path directory;

    private Instant now = TestStatus.CHANGED;
    private EventIndex index;

    @BeforeEach
    void open() throws IOException {
        index = open(1000, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private EventIndex open(int limit, Optional<Path> parent) throws IOException {
        return EventIndex.open(limit, parent, () -> now, () -> 0);
    }

    @Test
    void historyIsOfOneAccountAndHasTheLastEventFirst() {
        add(index, ADA, "a", 1);
        add(index, BO, "b", 2);
        add(index, ADA, "c", 3);

        assertThat(ids(index, ADA)).containsExactly("c", "a");
        assertThat(ids(index, BO)).containsExactly("b");
        assertThat(ids(index, "threads-main:3")).isEmpty();
    }

    @Test
    void readyOnceTheTopicIsRead() {
        assertThat(index.isReady()).isFalse();

        index.nowCaughtUp();

        assertThat(index.isReady()).isTrue();
    }

    @Test
    void eventThatIsReadTwiceIsHeldOnce() {
        add(index, ADA, "a", 1);
        add(index, ADA, "c", 2);
        add(index, ADA, "a", 1);

        assertThat(ids(index, ADA)).containsExactly("c", "a");
    }

    @Test
    void pagesMissNothingAndRepeatNothingWhileEventsCome() {
        for (int i = 0; i < 7; i++) {
            // All at the same time, which the place has to tell apart.
            index.add(ADA, TestEvent.of(ADA, "e" + i, EventKind.REFRESHED).build(), place(i, now));
        }
        List<String> all = new ArrayList<>();
        EventPlace next = null;
        do {
            index.nowCaughtUp();
            EventIndex.Page page = index.page(ADA, next, 3);
            page.events().forEach(event -> all.add(event.getEventId()));
            next = page.next();
            add(index, ADA, "later" + all.size(), 100 + all.size());
        } while (next != null);

        assertThat(all).containsExactly("e6", "e5", "e4", "e3", "e2", "e1", "e0");
    }

    @Test
    void deletionTakesTheHistoryAndAReturnBeginsANewOne() {
        add(index, ADA, "a", 1);
        add(index, BO, "b", 2);
        index.nowCaughtUp();
        index.add(ADA, TestEvent.of(ADA, "d", EventKind.DELETED).build(), place(3, now));

        assertThat(index.page(ADA, null, 10).events()).as("at once").isEmpty();
        add(index, ADA, "e", 4);
        assertThat(ids(index, ADA)).containsExactly("e");
        assertThat(ids(index, BO)).containsExactly("b");
    }

    @Test
    void bytesOfADeletedHistoryLeaveTheFiles() throws IOException {
        try (EventIndex files = open(1000, Optional.of(directory))) {
            for (int i = 0; i < 20; i++) {
                add(files, i == 7 ? ADA : BO, i == 7 ? "Zyxwvuts" : i == 8 ? "Qponmlkj" : "Event" + i, i);
            }
            files.nowCaughtUp();
            assertThat(files.page(ADA, null, 10).events()).hasSize(1);
            assertThat(hasBytes("Zyxwvuts")).isTrue();

            files.add(ADA, TestEvent.of(ADA, "d", EventKind.DELETED).build(), place(21, now));
            files.purge();

            assertThat(hasBytes("Zyxwvuts")).isFalse();
            assertThat(hasBytes("Qponmlkj")).isTrue();
        }
    }

    @Test
    void oldestEventsOfAllAccountsLeaveAtTheLimitAndTheIndexSaysSo() throws IOException {
        try (EventIndex small = open(3, Optional.empty())) {
            // The partitions are not read at the same pace.
            add(small, ADA, "a", 10);
            add(small, ADA, "c", 30);
            add(small, BO, "b", 20);
            assertThat(small.completeSince()).isEmpty();

            add(small, ADA, "d", 40);
            add(small, BO, "older than what left", 5);

            assertThat(ids(small, ADA)).containsExactly("d", "c");
            assertThat(ids(small, BO)).containsExactly("b");
            assertThat(small.completeSince()).contains(TestStatus.CHANGED.plusMillis(11));
            assertThat(small.check().isOk()).isTrue();
            assertThat(small.size()).isEqualTo(3);

            now = now.plus(Duration.ofDays(91));
            assertThat(small.completeSince()).as("all that is kept is here").isEmpty();
        }
    }

    @Test
    void repetitionsDoNotMakeOthersLeave() throws IOException {
        try (EventIndex small = open(3, Optional.empty())) {
            add(small, ADA, "a", 1);
            for (int i = 0; i < 10; i++) {
                add(small, ADA, "b", 2);
            }

            assertThat(ids(small, ADA)).containsExactly("b", "a");
            assertThat(small.completeSince()).isEmpty();
        }
    }

    @Test
    void eventsAreShownFor90Days() throws IOException {
        add(index, ADA, "a", 1);
        now = now.plus(Duration.ofDays(90)).minusSeconds(1);
        assertThat(ids(index, ADA)).containsExactly("a");

        now = now.plusSeconds(2);

        assertThat(ids(index, ADA)).isEmpty();
        index.purge();
        add(index, ADA, "read late", 2);
        assertThat(ids(index, ADA)).isEmpty();
    }

    private static void add(EventIndex index, String account, String id, long at) {
        Instant time = TestStatus.CHANGED.plusMillis(at);
        index.add(
                account,
                TestEvent.of(account, id, EventKind.REFRESHED).setAt(time).build(),
                place(at, time));
    }

    private static RecordPlace place(long offset, Instant at) {
        return new RecordPlace(0, offset, at);
    }

    private static List<String> ids(EventIndex index, String account) {
        index.nowCaughtUp();
        return index.page(account, null, 100).events().stream()
                .map(AccountEvent::getEventId)
                .toList();
    }

    private boolean hasBytes(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
