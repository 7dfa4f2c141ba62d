package io.tokenkeep.exchange.records;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.Sealer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the tokens of the Pages that a person gave. Each has the rank of the person's consent and is sealed for its Page
 * alone. Thread-safe.
 */
public final class PageTokens {

    /** A record of Kafka has at most 1 MiB, and a name may take 400 bytes. */
    public static final int MOST_LINKED = 200;

    private static final int MOST_MISSING = 50;

    private final Sealer sealer;
    private final ClientChoice clients;

    public PageTokens(Sealer sealer, ClientChoice clients) {
        this.sealer = sealer;
        this.clients = clients;
    }

    /** Whether tokens may be made, as {@link ClientChoice#isReady} says. */
    public boolean knowsClients() {
        return clients.isReady();
    }

    /**
     * The token of a Page for which the provider gave one. It was obtained with a long-lived token, so it has no end of its
     * own.
     *
     * @param client whose Page it is if no rule names the Page
     */
    public Token token(Token person, @Nullable String client, PageGrant page, Instant issuedAt) {
        Secret token = Objects.requireNonNull(page.token());
        AccountKey account = key(person.getApp(), page);
        Rank rank = Rank.first(person.getOrderedAt());
        return Token.newBuilder()
                .setApp(person.getApp())
                .setProvider(person.getProvider())
                .setAccountId(page.id())
                .setKind(TokenKind.PAGE)
                .setClient(clients.ofPage(person.getApp(), page.id(), client))
                .setState(TokenState.LIVE)
                .setSealedToken(sealer.seal(account.toString(), token.reveal()))
                .setLifetime(Lifetime.NON_EXPIRING)
                .setScopes(person.getScopes())
                .setAuthorizationId(person.getAuthorizationId())
                .setAuthorizedAt(person.getAuthorizedAt())
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setIssuedAt(issuedAt)
                .setDataAccessExpiresAt(person.getDataAccessExpiresAt())
                .setParentAccount(new AccountKey(person.getApp(), person.getAccountId()).toString())
                .setDisplayName(page.name())
                .setLinkedAccounts(linked(page.linked()))
                .setTasks(page.tasks())
                .build();
    }

    /**
     * The Pages that the person gave, as linked accounts of the person's token, as many as one record holds. Withheld Pages are
     * among them: refresh-worker verifies a Page that a complete list lacks, because the person may not give it any more.
     */
    public static List<LinkedAccount> linked(String provider, PageList list) {
        return Stream.concat(
                        list.pages().stream().map(page -> new LinkedAccount(provider, page.id(), page.name())),
                        list.withheld().stream().map(page -> new LinkedAccount(provider, page.id(), page.name())))
                .limit(MOST_LINKED)
                .toList();
    }

    /** The Pages without a token and those that are withheld, as many as one record holds. */
    public static List<MissingPage> missing(String app, PageList list) {
        return list.missing().stream()
                .limit(MOST_MISSING)
                .map(page ->
                        new MissingPage(new AccountKey(app, page.id()).toString(), page.name(), reason(page.reason())))
                .toList();
    }

    private static MissingPageReason reason(PageWithoutToken.Reason reason) {
        return switch (reason) {
            case NO_TOKEN -> MissingPageReason.NO_TOKEN;
            case NOT_TICKED -> MissingPageReason.NOT_TICKED;
            case NOT_REACHABLE -> MissingPageReason.NOT_REACHABLE;
            case WITHHELD -> MissingPageReason.WITHHELD;
        };
    }

    public static AccountKey key(String app, PageGrant page) {
        return new AccountKey(app, page.id());
    }

    private static List<LinkedAccount> linked(PageGrant.@Nullable Linked account) {
        return account == null
                ? List.of()
                : List.of(new LinkedAccount(account.provider(), account.id(), account.username()));
    }
}
