package io.tokenkeep.console.confirm;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.TokenKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records about consents that wait for a confirmation, as exchange-worker writes them. */
public final class ConsentFixtures {

    public static final String SEALED = "sealed-answer-of-the-provider";

    private ConsentFixtures() {}

    /** By the person {@code facebook-main:<id>}, who has the Page {@code facebook-main:<id>-page}, and another one that is missing. */
    public static HeldConsent held(String id, @Nullable String client, Instant heldAt, Instant until) {
        String person = "facebook-main:" + id;
        return HeldConsent.newBuilder()
                .setAuthorizationId(id)
                .setState(HeldState.AWAITING_CONFIRMATION)
                .setCode(AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp("facebook-main")
                        .setClient(client)
                        .setConnectLink("link-of-" + client)
                        .setSealedCode("")
                        .setRedirectUri("https://connect.example/callback/facebook-main")
                        .setReceivedAt(heldAt)
                        .build())
                .setOrderedAt(heldAt)
                .setSealedAnswer(SEALED)
                .setAccount(person)
                .setAccounts(List.of(
                        new ConnectedAccount(person, TokenKind.USER, "Vera"),
                        new ConnectedAccount(person + "-page", TokenKind.PAGE, "Bakery")))
                .setAccountsTotal(2)
                .setMissingScopes(List.of("pages_manage_posts"))
                .setMissingPages(List.of(new MissingPage(person + "-missing", "Garden", MissingPageReason.NOT_TICKED)))
                .setHeldAt(heldAt)
                .setUntil(until)
                .build();
    }

    public static ConsentDecision decision(String id, ConsentDecisionKind kind, @Nullable String by, Instant at) {
        return new ConsentDecision(kind + "-" + by + "-" + at.toEpochMilli(), id, kind, by, at);
    }
}
