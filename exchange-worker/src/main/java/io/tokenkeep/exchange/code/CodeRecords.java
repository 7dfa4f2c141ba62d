package io.tokenkeep.exchange.code;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.App;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The records that the code lane publishes about a consent. Thread-safe. */
final class CodeRecords {

    private final Sealer answers;
    private final Sealer tokens;

    CodeRecords(Sealer answers, Sealer tokens) {
        this.answers = answers;
        this.tokens = tokens;
    }

    /**
     * Goes through what happens between a provider's answer and its checkpoint, without sending anything: a process that
     * dies in between loses the answer, so nothing there may happen for the first time then. Proves the keys, too.
     */
    void rehearse(Opener opener, Instant now) {
        AuthorizationCode code = AuthorizationCode.newBuilder()
                .setAuthorizationId("rehearsal")
                .setApp("rehearsal")
                .setSealedCode("")
                .setRedirectUri("")
                .setReceivedAt(now)
                .build();
        Consent consent = new Consent(code, 0, now);
        Answer answer = Answer.of(new ShortLived(Secret.of("rehearsal"), null, null), now);
        try {
            byte[] written = record(progress(consent, answer, now)).value();
            AuthorizationProgress read = Topics.AUTHORIZATION_PROGRESS.codec().decode(written);
            if (Answer.fromJson(opener.open(consent.id(), read.getSealedAnswer()))
                    .isEmpty()) {
                throw new IllegalStateException("A sealed answer does not come back as it was");
            }
        } catch (UnreadableRecordException | SealRefusedException e) {
            throw new IllegalStateException("A sealed answer cannot be opened again", e);
        }
    }

    AuthorizationProgress progress(Consent consent, Answer answer, Instant answeredAt) {
        return AuthorizationProgress.newBuilder()
                .setAuthorizationId(consent.id())
                .setApp(consent.app())
                .setSealedAnswer(answers.seal(consent.id(), answer.toJson()))
                .setAnsweredAt(answeredAt)
                .setOrderedAt(consent.orderedAt())
                .build();
    }

    static ProducerRecord<byte[], byte[]> record(AuthorizationProgress progress) {
        return Topics.AUTHORIZATION_PROGRESS.record(progress.getAuthorizationId(), progress);
    }

    static ProducerRecord<byte[], byte[]> finished(Consent consent) {
        return Topics.AUTHORIZATION_PROGRESS.record(consent.id(), null);
    }

    /** The first token of a consent. */
    Token token(Consent consent, App to, Profile profile, LongLived issued, Instant issuedAt) {
        AppConfig app = to.config();
        AccountKey account = new AccountKey(app.name(), profile.accountId());
        Rank rank = Rank.first(consent.orderedAt());
        return Token.newBuilder()
                .setApp(app.name())
                .setAccountId(profile.accountId())
                .setKind(TokenKind.USER)
                .setClient(consent.code().getClient())
                .setState(TokenState.LIVE)
                .setSealedToken(tokens.seal(account.toString(), issued.token().reveal()))
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizationId(consent.id())
                .setAuthorizedAt(consent.orderedAt())
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setIssuedAt(issuedAt)
                .setExpiresAt(issuedAt.plus(issued.expiresIn()))
                .setRefreshableAt(issuedAt.plus(app.refreshMinimumAge()))
                .setDataAccessExpiresAt(issuedAt.plus(to.provider().grant()))
                .setDisplayName(profile.displayName())
                .build();
    }

    static ProducerRecord<byte[], byte[]> record(Token token) {
        return Topics.TOKENS.record(new AccountKey(token.getApp(), token.getAccountId()).toString(), token);
    }

    static ProducerRecord<byte[], byte[]> connected(Consent consent, Token token, Instant now) {
        ConnectedAccount account = ConnectedAccount.newBuilder()
                .setAccount(new AccountKey(token.getApp(), token.getAccountId()).toString())
                .setKind(token.getKind())
                .setDisplayName(token.getDisplayName())
                .build();
        return outcome(consent, AuthorizationState.CONNECTED, AuthorizationReason.NONE, null, List.of(account), now);
    }

    static ProducerRecord<byte[], byte[]> waiting(
            Consent consent, AuthorizationReason reason, Instant until, Instant now) {
        return outcome(consent, AuthorizationState.WAITING, reason, until, List.of(), now);
    }

    static ProducerRecord<byte[], byte[]> failed(Consent consent, AuthorizationReason reason, Instant now) {
        return outcome(consent, AuthorizationState.FAILED, reason, null, List.of(), now);
    }

    private static ProducerRecord<byte[], byte[]> outcome(
            Consent consent,
            AuthorizationState state,
            AuthorizationReason reason,
            @Nullable Instant until,
            List<ConnectedAccount> accounts,
            Instant now) {
        return Topics.AUTHORIZATION_OUTCOMES.record(
                consent.id(),
                AuthorizationOutcome.newBuilder()
                        .setAuthorizationId(consent.id())
                        .setApp(consent.app())
                        .setClient(consent.code().getClient())
                        .setState(state)
                        .setReason(reason)
                        .setWaitingUntil(until)
                        .setAccounts(accounts)
                        .setDecidedAt(now)
                        .build());
    }
}
