package io.tokenkeep.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.DerivedPage;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenImport;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values of records about accounts, beyond their schemas. Each method returns the problem of a record, or null for a
 * valid record; {@code readAt} is the broker's time of the record.
 */
public final class RecordCheck {

    private static final int MOST_PAGES = 500;
    private static final int MOST_TARGETS = 50;

    private RecordCheck() {}

    /** The broker's time of a record; where it has none, now. */
    public static Instant readAt(ConsumerRecord<?, ?> record, InstantSource clock) {
        boolean isDated = record.timestamp() != ConsumerRecord.NO_TIMESTAMP;
        return isDated ? Instant.ofEpochMilli(record.timestamp()) : clock.instant();
    }

    /** Whether this text is a valid key of an account. */
    public static @Nullable String problem(String key, Instant readAt) {
        return new Sense(readAt).key(key, "the key").problem();
    }

    public static @Nullable String problem(AccountCommand command, Instant readAt) {
        String client = command.getClient();
        return new Sense(readAt)
                .id(command.getRequestId(), "requestId")
                .key(command.getAccount(), "account")
                .time(command.getRequestedAt(), "requestedAt")
                .time(command.getSignedAt(), "signedAt")
                .id(command.getConfirmationCode(), "confirmationCode")
                .when(client != null && ClientId.problem(client) != null, "client is no client's id")
                .and(ofToken(command, readAt))
                .problem();
    }

    private static @Nullable String ofToken(AccountCommand command, Instant readAt) {
        Token token = command.getToken();
        return switch (command.getKind()) {
            case REVOKE_UNUSED -> token == null ? "the token is missing" : refused(token, command.getAccount(), readAt);
            case IMPORT -> token == null ? "the token is missing" : imported(token, command.getAccount(), readAt);
            default -> token == null ? null : "a token comes with REVOKE_UNUSED and IMPORT, and with no other command";
        };
    }

    /** The token of a refused consent, which a later command carries to exchange-worker as it is. */
    private static @Nullable String refused(Token token, String account, Instant readAt) {
        boolean ofPerson = token.getState() == TokenState.LIVE && token.getKind() == TokenKind.USER;
        return new Sense(readAt)
                .and(ofAccount(token, account, readAt))
                .when(!ofPerson, "the token is no LIVE token of a person")
                .when(TokenCheck.notBefore(token, readAt) != null, "the token's rank lies in the future")
                .problem();
    }

    /** A token that becomes current if nothing else is known: of a higher rank it would outrank what was decided since. */
    private static @Nullable String imported(Token token, String account, Instant readAt) {
        Rank rank = Rank.ofImport();
        boolean ranked = token.getOrderedAt().equals(rank.orderedAt()) && token.getSequence() == rank.sequence();
        boolean live = token.getState() == TokenState.LIVE && token.getKind() != TokenKind.UNKNOWN;
        return new Sense(readAt)
                .and(ofAccount(token, account, readAt))
                .when(!live, "the token is no LIVE token of a person or a Page")
                .when(!ranked, "the token has not the rank of an import")
                .when(token.getParentAccount() != null, "an imported token has no parentAccount")
                .problem();
    }

    private static @Nullable String ofAccount(Token token, String account, Instant readAt) {
        return new Sense(readAt)
                .and(TokenCheck.problem(token, readAt))
                .when(!account.equals(token.getApp() + ':' + token.getAccountId()), "the token is another account's")
                .problem();
    }

    public static @Nullable String problem(RefreshOutcome outcome, Instant readAt) {
        Token offer = outcome.getOffer();
        Sense sense = new Sense(readAt)
                .id(outcome.getCommandId(), "commandId")
                .key(outcome.getAccount(), "account")
                .sequence(outcome.getSequence())
                .time(outcome.getOrderedAt(), "orderedAt")
                .time(outcome.getDecidedAt(), "decidedAt")
                .end(outcome.getTryAgainAt(), "tryAgainAt")
                .end(outcome.getExpiresAt(), "expiresAt")
                .end(outcome.getDataAccessExpiresAt(), "dataAccessExpiresAt")
                .ids(outcome.getScopes(), TokenCheck.MOST_SCOPES, "scopes")
                .ids(outcome.getMissingScopes(), TokenCheck.MOST_SCOPES, "missingScopes")
                .text(outcome.getDisplayName(), "displayName")
                .ids(outcome.getPages().stream().map(DerivedPage::getAccountId).toList(), MOST_PAGES, "pages")
                .and(offer == null ? null : TokenCheck.problem(offer, readAt));
        return TokenCheck.missingPages(sense, outcome.getMissingPages()).problem();
    }

    public static @Nullable String problem(RefreshWorkerLink link, Instant readAt) {
        AccountCommand command = link.getCommand();
        Sense sense = new Sense(readAt);
        switch (link.getKind()) {
            // An app's name or a person's hash is enough to count, and to answer a task.
            case APP_REFUSAL, APP_ANSWER -> sense.ids(link.getTargets(), MOST_TARGETS, "targets");
            default -> sense.keys(link.getTargets(), MOST_TARGETS, "targets");
        }
        return sense.time(link.getOrderedAt(), "orderedAt")
                .time(link.getTrustedSince(), "trustedSince")
                .id(link.getCommandId(), "commandId")
                .id(link.getAuthorizationId(), "authorizationId")
                .when(link.getSuccesses() < 0, "successes is no count")
                .and(command == null ? null : problem(command, readAt))
                .problem();
    }

    public static @Nullable String problem(RefreshCommand command, Instant readAt) {
        boolean early = TokenCheck.notBefore(command.getToken(), readAt) != null;
        return new Sense(readAt)
                .id(command.getCommandId(), "commandId")
                .key(command.getAccount(), "account")
                .time(command.getIssuedAt(), "issuedAt")
                .time(command.getNotAfter(), "notAfter")
                .and(TokenCheck.problem(withoutRest(command.getToken()), readAt))
                .when(early, "the token's rank lies in the future")
                .problem();
    }

    public static @Nullable String problem(AuthorizationCode code, Instant readAt) {
        return new Sense(readAt)
                .id(code.getAuthorizationId(), "authorizationId")
                .id(code.getApp(), "app")
                .id(code.getRepeats(), "repeats")
                .time(code.getReceivedAt(), "receivedAt")
                .problem();
    }

    public static @Nullable String problem(AuthorizationProgress progress, Instant readAt) {
        return new Sense(readAt)
                .id(progress.getAuthorizationId(), "authorizationId")
                .id(progress.getApp(), "app")
                .time(progress.getAnsweredAt(), "answeredAt")
                .time(progress.getOrderedAt(), "orderedAt")
                .problem();
    }

    public static @Nullable String problem(HeldConsent held, Instant readAt) {
        return new Sense(readAt)
                .id(held.getAuthorizationId(), "authorizationId")
                .key(held.getAccount(), "account")
                .ids(held.getAliases(), TokenCheck.MOST_ALIASES, "aliases")
                .time(held.getOrderedAt(), "orderedAt")
                .time(held.getHeldAt(), "heldAt")
                .end(held.getUntil(), "until")
                .and(problem(held.getCode(), readAt))
                .problem();
    }

    public static @Nullable String problem(ConsentDecision decision, Instant readAt) {
        return new Sense(readAt)
                .id(decision.getDecisionId(), "decisionId")
                .id(decision.getAuthorizationId(), "authorizationId")
                .id(decision.getDecidedBy(), "decidedBy")
                .time(decision.getDecidedAt(), "decidedAt")
                .problem();
    }

    public static @Nullable String problem(TokenImport row, Instant readAt) {
        String client = row.getClient();
        return new Sense(readAt)
                .id(row.getRowId(), "rowId")
                .id(row.getImportId(), "importId")
                .id(row.getApp(), "app")
                .id(row.getExpectedAccount(), "expectedAccount")
                .when(client != null && ClientId.problem(client) != null, "client is no client's id")
                .when(row.getRow() < 1, "row is no number of a row")
                .time(row.getImportedAt(), "importedAt")
                .problem();
    }

    public static @Nullable String problem(ImportOutcome outcome, Instant readAt) {
        return new Sense(readAt)
                .id(outcome.getRowId(), "rowId")
                .id(outcome.getImportId(), "importId")
                .key(outcome.getAccount(), "account")
                .when(outcome.getRow() < 1, "row is no number of a row")
                .time(outcome.getDecidedAt(), "decidedAt")
                .problem();
    }

    public static @Nullable String problem(RefreshSecret secret, Instant readAt) {
        Token answer = secret.getAnswer();
        return new Sense(readAt)
                .key(secret.getAccount(), "account")
                .id(secret.getCommandId(), "commandId")
                .sequence(secret.getSequence())
                .time(secret.getOrderedAt(), "orderedAt")
                .when(secret.getAttempts() < 0, "attempts is no count")
                .and(answer == null ? null : TokenCheck.problem(answer, readAt))
                .problem();
    }

    /** A command to publish GONE may carry the token that was LIVE before: exchange-worker removes its secret. */
    private static Token withoutRest(Token token) {
        return token.getState() == TokenState.GONE
                ? Token.newBuilder(token).setSealedToken(null).build()
                : token;
    }
}
