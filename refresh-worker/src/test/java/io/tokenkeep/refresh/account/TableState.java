package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A state of the README's table, and the words of it that stand for several states. */
enum TableState {
    UNKNOWN("unknown", StatusState.UNKNOWN),
    CONNECTED("connected", StatusState.CONNECTED),
    EXPIRING("expiring", StatusState.EXPIRING),
    USER_ACTION_REQUIRED("user action required", StatusState.USER_ACTION_REQUIRED),
    REAUTHORIZATION_REQUIRED("reauthorization required", StatusState.REAUTHORIZATION_REQUIRED),
    DISCONNECTED("disconnected", StatusState.DISCONNECTED),
    DEAUTHORIZED("deauthorized", StatusState.DEAUTHORIZED),
    DELETED("deleted", StatusState.DELETED);

    static final Map<String, List<TableState>> GROUPS = Map.of(
            "any known", List.of(values()).subList(1, 8),
            "living", List.of(CONNECTED, EXPIRING, USER_ACTION_REQUIRED),
            "gone", List.of(REAUTHORIZATION_REQUIRED, DISCONNECTED, DEAUTHORIZED, DELETED),
            "gone by intent", List.of(DISCONNECTED, DEAUTHORIZED, DELETED));

    private final String phrase;
    private final StatusState status;

    TableState(String phrase, StatusState status) {
        this.phrase = phrase;
        this.status = status;
    }

    String phrase() {
        return phrase;
    }

    static TableState named(String phrase) {
        return Arrays.stream(values())
                .filter(state -> state.phrase.equals(phrase))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no state is called \"" + phrase + '"'));
    }

    static TableState of(@Nullable Account account) {
        AccountStatus status = StatusView.of(account);
        return status == null
                ? UNKNOWN
                : Arrays.stream(values())
                        .filter(state -> Objects.equals(state.status, status.getState()))
                        .findFirst()
                        .orElseThrow();
    }

    boolean isGoneByIntent() {
        return this == DISCONNECTED || this == DEAUTHORIZED || this == DELETED;
    }
}
