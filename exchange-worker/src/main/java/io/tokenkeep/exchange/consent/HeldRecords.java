package io.tokenkeep.exchange.consent;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.records.PageTokens;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of consents that are held: what they wait for, the end of the wait, and the question whether a refused consent's grant
 * may be revoked. Thread-safe.
 */
public final class HeldRecords {

    /**
     * How long after a refusal the grant is revoked. Whoever is refused for the wrong account starts over at once, and a revocation
     * would end the new consent of the same person. An answer waits for a day at most; after it, refresh-worker knows of the consent.
     */
    public static final Duration BEFORE_REVOCATION = Duration.ofHours(25);

    private final Sealer sealer;
    private final ConsentRecords records;
    private final InstantSource clock;

    /** @param sealer of what the provider gave */
    public HeldRecords(Sealer sealer, ConsentRecords records, InstantSource clock) {
        this.sealer = sealer;
        this.records = records;
        this.clock = clock;
    }

    /** A consent that somebody at the agency has to confirm within this time, with what it would connect. */
    public HeldConsent awaitingConfirmation(Consent consent, Obtained obtained, Duration within) {
        Connection connection = obtained.connection();
        PageList list = connection.list();
        Profile profile = connection.profile();
        List<String> missingScopes = obtained.missingScopes(consent);
        ConnectedAccount person =
                new ConnectedAccount(account(consent, profile), TokenKind.USER, profile.displayName());
        return held(consent, obtained, HeldState.AWAITING_CONFIRMATION, within)
                .setAccounts(ConsentRecords.accounts(consent, person, list))
                .setAccountsTotal(1 + list.pages().size())
                .setMissingScopes(missingScopes)
                .setMissingPages(PageTokens.missing(consent.app(), list))
                .setListFailure(ConsentRecords.listFailure(connection, missingScopes))
                .build();
    }

    /** A refused consent whose grant is to be revoked; null if the provider offers no revocation. */
    @Nullable
    public HeldConsent toBeRevoked(Consent consent, Obtained obtained) {
        return obtained.app().provider().hasPages()
                ? held(consent, obtained, HeldState.TO_BE_REVOKED, BEFORE_REVOCATION)
                        .build()
                : null;
    }

    /** The end of a wait, which the owner of the consent's partition decides. */
    public ProducerRecord<byte[], byte[]> timeOver(HeldConsent held) {
        ConsentDecision decision = ConsentDecision.newBuilder()
                .setDecisionId(
                        held.getAuthorizationId() + "-over-" + held.getUntil().toEpochMilli())
                .setAuthorizationId(held.getAuthorizationId())
                .setKind(ConsentDecisionKind.TIME_OVER)
                .setDecidedAt(clock.instant())
                .build();
        return Topics.CONSENT_DECISIONS.record(held.getAuthorizationId(), decision);
    }

    /** Has refresh-worker revoke the grant of a refused consent if nothing lives on it. */
    public ProducerRecord<byte[], byte[]> revokeUnused(Consent consent, Obtained refused) {
        Token token = records.token(consent, refused);
        AccountCommand command = AccountCommand.newBuilder()
                .setRequestId(consent.id())
                .setAccount(account(consent, refused.connection().profile()))
                .setKind(AccountCommandKind.REVOKE_UNUSED)
                .setRequestedAt(clock.instant())
                .setToken(token)
                .build();
        return Topics.ACCOUNT_COMMANDS.record(command.getAccount(), command);
    }

    private HeldConsent.Builder held(Consent consent, Obtained obtained, HeldState state, Duration wait) {
        Instant now = clock.instant();
        String refreshToken = records.sealedRefreshToken(
                consent, obtained.answer(), obtained.connection().issued());
        return HeldConsent.newBuilder()
                .setAuthorizationId(consent.id())
                .setState(state)
                .setCode(withoutSecrets(consent.code()))
                .setOrderedAt(consent.orderedAt())
                .setSealedAnswer(sealer.seal(
                        consent.id(), HeldAnswer.of(obtained, refreshToken).toJson()))
                .setAccount(account(consent, obtained.connection().profile()))
                .setAliases(obtained.aliases())
                .setHeldAt(now)
                .setUntil(now.plus(wait));
    }

    private static AuthorizationCode withoutSecrets(AuthorizationCode code) {
        return AuthorizationCode.newBuilder(code)
                .setSealedCode("")
                .setSealedCodeVerifier(null)
                .build();
    }

    private static String account(Consent consent, Profile profile) {
        return new AccountKey(consent.app(), profile.accountId()).toString();
    }
}
