package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.topic.TopicNames;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountStatusesTest {

    private static final RecordPlace PLACE = new RecordPlace(0, 0, TestStatus.CHANGED);

    private final FoldedStore<AccountStatus> small = new FoldedStore<>(1, (held, next) -> next);
    private final FoldedStore<AccountStatus> large = new FoldedStore<>(10, (held, next) -> next);
    private final AccountStatuses statuses = new AccountStatuses(List.of(small, large));

    @Test
    void eachStoreHasEveryStatusAndCatchesUp() {
        read("17");
        assertThat(statuses.caughtUp()).isFalse();

        statuses.nowCaughtUp();

        assertThat(small.find("threads-main:17")).isEqualTo(large.find("threads-main:17"));
        assertThat(large.find("threads-main:17")).isPresent();
        assertThat(small.caughtUp() && large.caughtUp() && statuses.caughtUp()).isTrue();
    }

    @Test
    void notCaughtUpWhileOneStoreIsNot() {
        large.nowCaughtUp();

        assertThat(statuses.caughtUp()).isFalse();
    }

    @Test
    void boundOfOneStoreFailsTheHealthAndLeavesTheOtherAlone() {
        read("17");
        assertThat(statuses.check().isOk()).isTrue();

        read("18");

        assertThat(statuses.check()).isEqualTo(small.check());
        assertThat(statuses.check().failure()).contains("more than 1,");
        assertThat(large.size()).isEqualTo(2);
    }

    @Test
    void nullIsNoDeadLetterAlsoIfAStoreKeepsItsValue() {
        assertThat(statuses.remove("threads-main:17", PLACE)).isTrue();
    }

    @Test
    void keyIsTheOneThatTheStatusNames() {
        assertThat(statuses.followed(TopicNames.WITHOUT_PREFIX)
                        .key()
                        .apply(TestStatus.of("17", StatusState.CONNECTED).build()))
                .isEqualTo("threads-main:17");
    }

    private void read(String id) {
        statuses.add(
                "threads-main:" + id, TestStatus.of(id, StatusState.CONNECTED).build(), PLACE);
    }
}
