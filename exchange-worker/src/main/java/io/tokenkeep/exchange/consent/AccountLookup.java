package io.tokenkeep.exchange.consent;

import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Makes the calls that turn a checkpointed answer into a {@link Connection}: upgrade and identity, then the Pages if
 * the provider has any. All these calls can be repeated. Keeps no state.
 */
public final class AccountLookup {

    /** A person waits for this list. Pages that were not read in this time are listed again later. */
    private static final Duration LIST_LIMIT = Duration.ofSeconds(5);

    private AccountLookup() {}

    public static Future<Reply<Connection>> connection(App app, Answer answer) {
        // Both calls run at the same time: a person waits, and neither call needs the other's answer.
        Future<Reply<LongLived>> upgrade = app.provider().upgrade(answer.token(), answer.expiresAt());
        Future<Reply<Profile>> me = app.provider().me(answer.token());
        return upgrade.compose(upgraded -> me.compose(identity ->
                upgraded.then(issued -> profile(answer, identity).then(profile -> listed(app, issued, profile)))));
    }

    /** The name is optional. The id is needed, and the answer to the code has it for some providers. */
    private static Reply<Profile> profile(Answer answer, Reply<Profile> identity) {
        String accountId = answer.accountId();
        if (accountId == null) {
            return identity;
        }
        return Reply.given(identity.match(
                profile -> accountId.equals(profile.accountId())
                        ? profile
                        : new Profile(accountId, profile.aliases(), profile.displayName(), profile.username()),
                failure -> new Profile(accountId, null)));
    }

    private static Future<Reply<Connection>> listed(App app, LongLived issued, Profile profile) {
        return pages(app, issued.token(), profile)
                .map(pages -> Reply.given(
                        new Connection(issued, profile, pages, app.provider().pagesScope(), List.of())));
    }

    /** The person's token exists whatever the list brings. So the list delays nothing and is requested again later. */
    public static Future<PageList> pages(App app, Secret token, Profile profile) {
        return app.provider().hasPages()
                ? app.provider().pages(token, profile.accountId(), LIST_LIMIT)
                : Future.succeededFuture(PageList.NONE);
    }
}
