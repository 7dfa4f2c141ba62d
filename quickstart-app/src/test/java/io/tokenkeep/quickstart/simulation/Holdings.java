package io.tokenkeep.quickstart.simulation;

import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a consumer of {@code tokens} holds, and how near to its end each token was when its successor came. One thread. */
final class Holdings {

    private final Map<String, TokenFold> held = new HashMap<>();
    private Duration nearestMiss = Duration.ofDays(365);
    private long offset;

    /** A record on {@code tokens}. */
    void read(String account, @Nullable Token value, Instant now) {
        TokenFold before = held.get(account);
        TokenFold after = TokenFold.fold(before, value, offset++);
        if (after == null) {
            held.remove(account);
            return;
        }
        held.put(account, after);
        if (before != null
                && after.offset() != before.offset()
                && before.token().getState() == TokenState.LIVE) {
            Duration left = Duration.between(now, before.token().getExpiresAt());
            nearestMiss = left.compareTo(nearestMiss) < 0 ? left : nearestMiss;
        }
    }

    List<String> accounts() {
        return held.keySet().stream().sorted().toList();
    }

    Token token(String account) {
        return Objects.requireNonNull(held.get(account), account).token();
    }

    /** Whether each of these accounts got its current token then or later. */
    boolean areAllIssuedSince(Instant time, Collection<String> accounts) {
        return accounts.stream()
                .noneMatch(account -> token(account).getIssuedAt().isBefore(time));
    }

    /** The least that any token had left when its successor was there; negative if one had expired. */
    Duration nearestMiss() {
        return nearestMiss;
    }
}
