package io.tokenkeep.refresh;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Records as the other services write them. */
public final class Fixtures {

    public static final String KEY = "threads-main:27640875392278831";
    public static final String CLIENT = "a client";
    public static final Duration LIFETIME = Duration.ofDays(60);
    public static final Duration MINIMUM_AGE = Duration.ofHours(24);

    private Fixtures() {}

    /** The first token of a consent. */
    public static Token consented(String key, Instant at) {
        return consented(key, at, LIFETIME, MINIMUM_AGE);
    }

    public static Token consented(String key, Instant at, Duration lifetime, Duration minimumAge) {
        AccountKey account = AccountKey.parse(key);
        return Token.newBuilder()
                .setApp(account.app())
                .setAccountId(account.accountId())
                .setKind(TokenKind.USER)
                .setClient(CLIENT)
                .setState(TokenState.LIVE)
                .setSealedToken(sealed("k1"))
                .setLifetime(Lifetime.LONG_LIVED)
                .setScopes(List.of("threads_basic"))
                .setAuthorizationId("consent-" + at.toEpochMilli())
                .setAuthorizedAt(at)
                .setOrderedAt(at)
                .setSequence(0)
                .setIssuedAt(at)
                .setExpiresAt(at.plus(lifetime))
                .setRefreshableAt(at.plus(minimumAge))
                .setDisplayName("a name")
                .build();
    }

    public static Token unending(String key, Instant at) {
        return Token.newBuilder(consented(key, at))
                .setLifetime(Lifetime.NON_EXPIRING)
                .setExpiresAt(null)
                .setRefreshableAt(null)
                .build();
    }

    /** The token a REFRESH brings, with the same life as the one before. */
    public static Token refreshed(RefreshCommand command, Instant at) {
        Token before = command.getToken();
        Duration lifetime = Duration.between(before.getIssuedAt(), before.getExpiresAt());
        Duration minimumAge = Duration.between(before.getIssuedAt(), before.getRefreshableAt());
        return Token.newBuilder(before)
                .setSequence(Rank.of(before).next().sequence())
                .setCommandId(command.getCommandId())
                .setIssuedAt(at)
                .setExpiresAt(at.plus(lifetime))
                .setRefreshableAt(at.plus(minimumAge))
                .build();
    }

    public static RefreshOutcome outcome(RefreshCommand command, RefreshResult result, FailureClass why, Instant at) {
        return RefreshOutcome.newBuilder()
                .setCommandId(command.getCommandId())
                .setAccount(command.getAccount())
                .setKind(command.getKind())
                .setResult(result)
                .setFailureClass(why)
                .setErrorCode(why == FailureClass.NONE ? null : 190)
                .setOrderedAt(command.getToken().getOrderedAt())
                .setSequence(command.getToken().getSequence())
                .setDecidedAt(at)
                .build();
    }

    public static AccountCommand accountCommand(String key, AccountCommandKind kind, Instant at) {
        return AccountCommand.newBuilder()
                .setRequestId("command-" + kind + at.toEpochMilli())
                .setAccount(key)
                .setKind(kind)
                .setRequestedAt(at)
                .build();
    }

    /** What exchange-worker writes of a consent that it refused. */
    public static AccountCommand revokeUnused(Token refused, Instant at) {
        String key = refused.getApp() + ":" + refused.getAccountId();
        return AccountCommand.newBuilder(accountCommand(key, AccountCommandKind.REVOKE_UNUSED, at))
                .setToken(refused)
                .build();
    }

    /** This token as an import has it: nobody knows when the person consented. */
    public static Token imported(Token token) {
        Rank rank = Rank.ofImport();
        return Token.newBuilder(token)
                .setAuthorizationId(null)
                .setAuthorizedAt(rank.orderedAt())
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setParentAccount(null)
                .build();
    }

    /** What exchange-worker writes of a token that it verified. */
    public static AccountCommand importCommand(String requestId, Token token, Instant at) {
        String key = token.getApp() + ":" + token.getAccountId();
        return AccountCommand.newBuilder(accountCommand(key, AccountCommandKind.IMPORT, at))
                .setRequestId(requestId)
                .setToken(token)
                .build();
    }

    /** Looks like a sealed token to whoever reads no more than its header. */
    public static String sealed(String kid) {
        String header = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + kid + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
    }
}
