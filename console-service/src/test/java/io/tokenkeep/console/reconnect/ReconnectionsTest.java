package io.tokenkeep.console.reconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.kit.follow.RecordPlace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconnectionsTest {

    private static final RecordPlace PLACE = new RecordPlace(0, 0, TestStatus.CHANGED);

    private final Reconnections reconnections = new Reconnections(2);

    @ParameterizedTest
    @EnumSource(
            value = StatusState.class,
            names = {"EXPIRING", "REAUTHORIZATION_REQUIRED", "USER_ACTION_REQUIRED", "DEAUTHORIZED"})
    void accountThatNeedsAPersonIsHeldWithItsState(StatusState state) {
        read("17", state);

        assertThat(reconnections.find("threads-main:17").orElseThrow().state()).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(
            value = StatusState.class,
            names = {"UNKNOWN", "CONNECTED", "DISCONNECTED", "DELETED"})
    void accountThatNeedsNobodyLeavesAtOnce(StatusState state) {
        read("17", StatusState.EXPIRING);
        read("17", state);

        assertThat(reconnections.find("threads-main:17")).isEmpty();
        assertThat(reconnections.size()).isZero();
    }

    @Test
    void accountWhoseStatusIsForgottenLeaves() {
        read("17", StatusState.EXPIRING);

        assertThat(reconnections.remove("threads-main:17", PLACE)).isTrue();

        assertThat(reconnections.size()).isZero();
    }

    @Test
    void pageBeginsAfterAKeyInTheirOrder() {
        read("3", StatusState.EXPIRING);
        read("1", StatusState.EXPIRING);

        assertThat(reconnections.page(null, one -> true, 9))
                .extracting(Reconnection::accountId)
                .containsExactly("1", "3");
        assertThat(reconnections.page("threads-main:1", one -> true, 9))
                .extracting(Reconnection::accountId)
                .containsExactly("3");
        assertThat(reconnections.page(null, one -> one.accountId().equals("3"), 9))
                .hasSize(1);
        assertThat(reconnections.page(null, one -> true, 1)).hasSize(1);
    }

    @Test
    void atTheBoundFurtherAccountsAreLeftOutAndTheHealthNamesTheSetting() {
        List.of("1", "2", "1").forEach(id -> read(id, StatusState.EXPIRING));
        assertThat(reconnections.check().isOk()).isTrue();

        read("3", StatusState.EXPIRING);
        read("1", StatusState.DEAUTHORIZED);

        assertThat(reconnections.check().failure()).contains("2", "reconnections.limit");
        assertThat(reconnections.find("threads-main:3")).isEmpty();
        assertThat(reconnections.find("threads-main:1").orElseThrow().state())
                .as("one that is held goes on")
                .isEqualTo(StatusState.DEAUTHORIZED);
    }

    private void read(String id, StatusState state) {
        reconnections.add("threads-main:" + id, TestStatus.of(id, state).build(), PLACE);
    }
}
