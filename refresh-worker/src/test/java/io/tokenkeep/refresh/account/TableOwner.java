package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import java.time.Duration;
import java.time.Instant;

/** Whose account a row is about, with the first token of a consent. */
enum TableOwner {
    /** A Threads account: no Pages, and no grant to be taken back. */
    OTHER(Fixtures.KEY),
    /** A Facebook person who gave one Page. */
    PERSON(Family.ANNA),
    /** That Page; its token has no end. */
    PAGE(Family.PAGE);

    private static final Duration MINIMUM_AGE = Duration.ofHours(1);

    private final String key;

    TableOwner(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    String app() {
        return key.substring(0, key.indexOf(':'));
    }

    Token consented(Instant at) {
        return switch (this) {
            case OTHER -> refreshable(Fixtures.consented(key, at), at);
            case PERSON -> refreshable(Family.person(key, at, Family.PAGE), at);
            case PAGE -> Family.page(key, Family.ANNA, at);
        };
    }

    private static Token refreshable(Token token, Instant at) {
        return Token.newBuilder(token).setRefreshableAt(at.plus(MINIMUM_AGE)).build();
    }
}
