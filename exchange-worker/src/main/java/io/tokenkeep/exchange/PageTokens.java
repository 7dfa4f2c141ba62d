package io.tokenkeep.exchange;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.Sealer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tokens of the Pages that a person gave. Each is ranked by the person's consent and sealed for its Page alone.
 * Thread-safe.
 */
public final class PageTokens {

    private static final String INSTAGRAM = "instagram";

    private final Sealer sealer;

    public PageTokens(Sealer sealer) {
        this.sealer = sealer;
    }

    /** Of a Page for which the provider gave a token: got with a long-lived one, it ends with it and not by itself. */
    public Token token(Token person, PageGrant page, Secret token, Instant issuedAt) {
        AccountKey account = key(person.getApp(), page);
        Rank rank = Rank.first(person.getOrderedAt());
        return Token.newBuilder()
                .setApp(person.getApp())
                .setProvider(person.getProvider())
                .setAccountId(page.id())
                .setKind(TokenKind.PAGE)
                .setClient(person.getClient())
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
                .setLinkedAccounts(linked(page.instagram()))
                .setTasks(page.tasks())
                .build();
    }

    /** The Pages as accounts that a person's token leads to; a withheld one is out of reach. */
    public static List<LinkedAccount> linked(String provider, List<PageGrant> pages) {
        return pages.stream()
                .filter(page -> page.token() != null)
                .map(page -> new LinkedAccount(provider, page.id(), page.name()))
                .toList();
    }

    public static AccountKey key(String app, PageGrant page) {
        return new AccountKey(app, page.id());
    }

    private static List<LinkedAccount> linked(PageGrant.@Nullable Instagram account) {
        return account == null ? List.of() : List.of(new LinkedAccount(INSTAGRAM, account.id(), account.username()));
    }
}
