package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/** Accounts by number, each with the token of its consent: sealed, and of the length of a real one. */
final class Accounts {

    static final Duration LIFETIME = Duration.ofDays(60);

    private static final String APP = "threads-main";
    private static final long FIRST_ID = 27_640_875_000_000_000L;
    private static final int TOKEN_LENGTH = 190;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Random random = new Random(7);
    private final Sealer sealer =
            new Sealer(KeySet.parse(KeySet.generate("tokens", new SecureRandom())), Purpose.ACCESS_TOKEN);
    private final int count;
    private final IntFunction<Instant> issuedAt;

    Accounts(int count, IntFunction<Instant> issuedAt) {
        this.count = count;
        this.issuedAt = issuedAt;
    }

    int count() {
        return count;
    }

    Token token(int number) {
        String id = Long.toString(FIRST_ID + 7919L * number);
        Instant at = issuedAt.apply(number).truncatedTo(ChronoUnit.MILLIS);
        return Token.newBuilder()
                .setApp(APP)
                .setAccountId(id)
                .setKind(TokenKind.USER)
                .setClient("client-" + number % 5000)
                .setState(TokenState.LIVE)
                .setSealedToken(sealer.seal(APP + ":" + id, "TH" + letters(TOKEN_LENGTH)))
                .setLifetime(Lifetime.LONG_LIVED)
                .setScopes(List.of("threads_basic", "threads_content_publish", "threads_manage_insights"))
                .setAuthorizationId(letters(22))
                .setAuthorizedAt(at)
                .setOrderedAt(at)
                .setSequence(0)
                .setIssuedAt(at)
                .setExpiresAt(at.plus(LIFETIME))
                .setRefreshableAt(at.plus(Duration.ofDays(1)))
                .setDataAccessExpiresAt(at.plus(Duration.ofDays(90)))
                .setDisplayName(String.format(Locale.ROOT, "account_%07d", number))
                .build();
    }

    static String key(Token token) {
        return token.getApp() + ":" + token.getAccountId();
    }

    private String letters(int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
