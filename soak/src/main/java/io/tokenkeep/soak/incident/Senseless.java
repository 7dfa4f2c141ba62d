package io.tokenkeep.soak.incident;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One record of each kind that a service reads, with content that no service writes. */
final class Senseless {

    private static final String SEALED = "not sealed at all";

    private Senseless() {}

    static List<ProducerRecord<byte[], byte[]>> records(String account, Instant time, long sequence) {
        Token token = token(account, time, sequence);
        return List.of(
                Topics.TOKENS.record(account, token),
                Topics.TOKENS.record(
                        account, Token.newBuilder(token).setSequence(0).build()),
                Topics.AUTHORIZATION_CODES.record(account, code(account, time)),
                Topics.AUTHORIZATION_PROGRESS.record(
                        account,
                        AuthorizationProgress.newBuilder()
                                .setAuthorizationId(account)
                                .setApp("")
                                .setSealedAnswer(SEALED)
                                .setAnsweredAt(time)
                                .setOrderedAt(time)
                                .build()),
                Topics.AUTHORIZATION_OUTCOMES.record(account, outcome(account, time)),
                Topics.REFRESH_COMMANDS.record(account, command(account, token, time)),
                Topics.REFRESH_OUTCOMES.record(account, answer(account, time, sequence)),
                Topics.REFRESH_WORKER_LINKS.record(
                        "nobody:2",
                        RefreshWorkerLink.newBuilder()
                                .setKind(LinkKind.ALIAS)
                                .setTargets(List.of("", ":"))
                                .setOrderedAt(time)
                                .build()),
                Topics.ACCOUNT_COMMANDS.record(account, wanted(time)),
                Topics.APP_STATUS.record(
                        account,
                        AppStatus.newBuilder()
                                .setApp("")
                                .setPart(AppPart.UNKNOWN)
                                .setChangedAt(time)
                                .build()),
                Topics.DATA_DELETIONS.record(
                        account,
                        DataDeletion.newBuilder()
                                .setConfirmationCode("")
                                .setApp("")
                                .setState(DeletionState.UNKNOWN)
                                .setRequestedAt(time)
                                .build()));
    }

    private static Token token(String account, Instant time, long sequence) {
        int colon = account.indexOf(':');
        return Token.newBuilder()
                .setApp(colon < 0 ? account : account.substring(0, colon))
                .setAccountId(account.substring(colon + 1))
                .setAliases(List.of(""))
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setSealedToken(SEALED)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(time)
                .setOrderedAt(time)
                .setSequence(sequence)
                .setIssuedAt(time)
                .setExpiresAt(time)
                .build();
    }

    private static AuthorizationCode code(String account, Instant time) {
        return AuthorizationCode.newBuilder()
                .setAuthorizationId(account)
                .setApp("nobody")
                .setSealedCode(SEALED)
                .setRedirectUri("")
                .setReceivedAt(time)
                .build();
    }

    private static AuthorizationOutcome outcome(String account, Instant time) {
        return AuthorizationOutcome.newBuilder()
                .setAuthorizationId(account)
                .setApp("")
                .setState(AuthorizationState.WAITING)
                .setReason(AuthorizationReason.UNKNOWN)
                .setDecidedAt(time)
                .build();
    }

    /** Never a command to publish, because that would be carried out. */
    private static RefreshCommand command(String account, Token token, Instant time) {
        return RefreshCommand.newBuilder()
                .setCommandId("")
                .setAccount(account)
                .setKind(CommandKind.VERIFY)
                .setToken(token)
                .setIssuedAt(time)
                .setNotAfter(time)
                .build();
    }

    private static RefreshOutcome answer(String account, Instant time, long sequence) {
        return RefreshOutcome.newBuilder()
                .setCommandId("")
                .setAccount(account)
                .setKind(CommandKind.REFRESH)
                .setResult(RefreshResult.VERIFIED)
                .setFailureClass(FailureClass.NONE)
                .setExpiresAt(time)
                .setOrderedAt(time)
                .setSequence(sequence)
                .setDecidedAt(time)
                .build();
    }

    private static AccountCommand wanted(Instant time) {
        return AccountCommand.newBuilder()
                .setRequestId("")
                .setAccount("")
                .setKind(AccountCommandKind.UNKNOWN)
                .setRequestedAt(time)
                .build();
    }
}
