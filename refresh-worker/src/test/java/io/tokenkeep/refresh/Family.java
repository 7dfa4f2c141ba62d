package io.tokenkeep.refresh;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DerivedPage;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Two persons and their Pages, as exchange-worker writes of them. */
public final class Family {

    public static final String ANNA = "facebook-main:1021";
    public static final String BERT = "facebook-main:1033";
    public static final String PAGE = "facebook-main:27640875392278831";
    public static final String OTHER = "facebook-main:27640875392278833";

    private Family() {}

    /** The token of a consent that gave these Pages. */
    public static Token person(String key, Instant at, String... pages) {
        return Token.newBuilder(Fixtures.consented(key, at))
                .setProvider("facebook")
                .setLinkedAccounts(linked(pages))
                .build();
    }

    public static Token page(String key, String parent, Instant consent) {
        return Token.newBuilder(Fixtures.unending(key, consent))
                .setProvider("facebook")
                .setKind(TokenKind.PAGE)
                .setParentAccount(parent)
                .setSealedToken(Fixtures.sealed("of-" + parent.substring(parent.indexOf(':') + 1)))
                .setTasks(List.of("CREATE_CONTENT"))
                .setLifetime(Lifetime.NON_EXPIRING)
                .build();
    }

    /** What a person's list gives for a Page. */
    public static RefreshOutcome offer(String key, String parent, Instant consent, Instant now) {
        return offer(page(key, parent, consent), now);
    }

    public static RefreshOutcome offer(Token page, Instant now) {
        return RefreshOutcome.newBuilder()
                .setCommandId("derive-" + now.toEpochMilli())
                .setAccount(page.getApp() + ":" + page.getAccountId())
                .setKind(CommandKind.DERIVE)
                .setResult(RefreshResult.DERIVED)
                .setFailureClass(FailureClass.NONE)
                .setOrderedAt(page.getOrderedAt())
                .setSequence(0)
                .setOffer(Token.newBuilder(page).setIssuedAt(now).build())
                .setDecidedAt(now)
                .build();
    }

    public static RefreshOutcome derived(RefreshCommand command, Instant now, String... pages) {
        return RefreshOutcome.newBuilder(Fixtures.outcome(command, RefreshResult.DERIVED, FailureClass.NONE, now))
                .setPages(Arrays.stream(pages)
                        .map(page -> DerivedPage.newBuilder()
                                .setAccountId(AccountKey.parse(page).accountId())
                                .setDisplayName("a Page")
                                .setTasks(List.of("CREATE_CONTENT"))
                                .build())
                        .toList())
                .build();
    }

    private static List<LinkedAccount> linked(String... pages) {
        return Arrays.stream(pages)
                .map(page -> LinkedAccount.newBuilder()
                        .setProvider("facebook")
                        .setAccountId(AccountKey.parse(page).accountId())
                        .setUsername("a Page")
                        .build())
                .toList();
    }
}
