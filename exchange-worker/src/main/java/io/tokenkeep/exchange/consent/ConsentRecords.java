package io.tokenkeep.exchange.consent;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.exchange.records.FailureClasses;
import io.tokenkeep.exchange.records.PageTokens;
import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The records that a lane publishes about a consent. Thread-safe. */
public final class ConsentRecords {

    private final Sealer answers;
    private final Sealer tokens;
    private final ClientChoice clients;
    private final PageTokens pages;
    private final @Nullable RefreshSecretRecords secrets;

    /** @param secrets null if no app's provider gives refresh tokens */
    public ConsentRecords(Sealer answers, Sealer tokens, @Nullable RefreshSecretRecords secrets, ClientChoice clients) {
        this.clients = clients;
        this.secrets = secrets;
        this.answers = answers;
        this.tokens = tokens;
        this.pages = new PageTokens(tokens, clients);
    }

    /**
     * Executes, without sending, all steps between a provider's answer and its checkpoint. A process that dies between
     * them loses the answer, so no step may run there for the first time. This also proves the keys.
     */
    public void selfTest(Opener opener, Instant now) {
        AuthorizationCode code = AuthorizationCode.newBuilder()
                .setAuthorizationId("self-test")
                .setApp("self-test")
                .setSealedCode("")
                .setRedirectUri("")
                .setReceivedAt(now)
                .build();
        Consent consent = new Consent(code, 0, 0, now);
        Secret secret = Secret.of("self-test");
        Answer answer = answer(consent, new ShortLived(secret, null, List.of(), null, List.of(), secret), now);
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

    /** The answer as it is kept. A refresh token is sealed once more, because consumers have the key set of the answer. */
    public Answer answer(Consent consent, ShortLived given, Instant answeredAt) {
        Secret refreshToken = given.refreshToken();
        return Answer.of(
                given,
                answeredAt,
                refreshToken == null || secrets == null ? null : secrets.seal(consent.id(), refreshToken));
    }

    public AuthorizationProgress progress(Consent consent, Answer answer, Instant answeredAt) {
        return AuthorizationProgress.newBuilder()
                .setAuthorizationId(consent.id())
                .setApp(consent.app())
                .setSealedAnswer(answers.seal(consent.id(), answer.toJson()))
                .setAnsweredAt(answeredAt)
                .setOrderedAt(consent.orderedAt())
                .build();
    }

    public static ProducerRecord<byte[], byte[]> record(AuthorizationProgress progress) {
        return Topics.AUTHORIZATION_PROGRESS.record(progress.getAuthorizationId(), progress);
    }

    /** What is held of a consent; null for nothing any more. */
    public static ProducerRecord<byte[], byte[]> held(String authorizationId, @Nullable HeldConsent held) {
        return Topics.HELD_CONSENTS.record(authorizationId, held);
    }

    public static ProducerRecord<byte[], byte[]> finished(Consent consent) {
        return Topics.AUTHORIZATION_PROGRESS.record(consent.id(), null);
    }

    /** Whether tokens may be made, as {@link ClientChoice#isReady} says. */
    public boolean knowsClients() {
        return clients.isReady();
    }

    /** The first token of a consent. */
    public Token token(Consent consent, Obtained obtained) {
        App to = obtained.app();
        AppConfig app = to.config();
        Connection connection = obtained.connection();
        Instant issuedAt = obtained.issuedAt();
        Profile profile = connection.profile();
        LongLived issued = connection.issued();
        AccountKey account = new AccountKey(app.name(), profile.accountId());
        Rank rank = Rank.first(consent.orderedAt());
        List<String> granted = obtained.scopes();
        List<String> missing = obtained.missingScopes(consent);
        PageList list = connection.list();
        boolean endless = issued.expiresIn() == null;
        List<String> aliases = obtained.aliases();
        return Token.newBuilder()
                .setApp(app.name())
                .setProvider(app.provider().id())
                .setAccountId(profile.accountId())
                .setAliases(aliases)
                .setKind(TokenKind.USER)
                .setClient(clients.ofPerson(
                        app.name(), profile, aliases, consent.code().getClient()))
                .setState(TokenState.LIVE)
                .setSealedToken(tokens.seal(account.toString(), issued.token().reveal()))
                .setLifetime(endless ? Lifetime.NON_EXPIRING : Lifetime.LONG_LIVED)
                .setScopes(granted)
                .setMissingScopes(missing)
                .setAuthorizationId(consent.id())
                .setAuthorizedAt(consent.orderedAt())
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setIssuedAt(issuedAt)
                .setExpiresAt(issued.expiresAt(issuedAt))
                .setRefreshableAt(endless ? null : issuedAt.plus(app.limits().refreshMinimumAge()))
                .setDataAccessExpiresAt(to.dataAccessExpiresAt(issued, issuedAt))
                .setDisplayName(profile.displayName())
                .setLinkedAccounts(PageTokens.linked(app.provider().id(), list))
                .setLinkedAccountsTotal(list.pages().size() + list.withheld().size())
                .setExpectedPages(connection.expectedPages())
                .setMissingPages(PageTokens.missing(app.name(), list))
                .setListFailure(listFailure(connection, missing))
                .build();
    }

    /** If the person did not grant the right to list Pages, the missing scope is named, and that is no list failure. */
    public static @Nullable FailureClass listFailure(Connection connection, List<String> missing) {
        PageList list = connection.list();
        FailureClass failure = FailureClasses.of(list.failure());
        boolean notAllowed = list.isRefused()
                && failure == FailureClass.PERMISSION_MISSING
                && connection.pagesScope().filter(missing::contains).isPresent();
        return notAllowed ? null : failure;
    }

    /**
     * The refresh token that came with the first token of a consent; null if none came. The upgrade may have brought a later one
     * than the answer to the code.
     */
    @Nullable
    public RefreshSecret refreshSecret(Consent consent, Token token, Answer answer, LongLived issued)
            throws SealRefusedException {
        String sealed = sealedRefreshToken(consent, answer, issued);
        return sealed == null || secrets == null ? null : secrets.first(token, consent.id(), sealed);
    }

    /** The last refresh token that came with a consent, sealed for it; null if none came. */
    @Nullable
    public String sealedRefreshToken(Consent consent, Answer answer, LongLived issued) {
        Secret later = issued.refreshToken();
        return later == null || secrets == null ? answer.sealedRefreshToken() : secrets.seal(consent.id(), later);
    }

    /** The token of a Page that the person gave. A rule for the person says nothing about the person's Pages. */
    public ProducerRecord<byte[], byte[]> record(Consent consent, Token person, PageGrant page, Instant issuedAt) {
        return record(pages.token(person, consent.code().getClient(), page, issuedAt));
    }

    public static ProducerRecord<byte[], byte[]> record(Token token) {
        return Topics.TOKENS.record(new AccountKey(token.getApp(), token.getAccountId()).toString(), token);
    }

    /** The final outcome of a consent that brought tokens. */
    public static ProducerRecord<byte[], byte[]> connected(
            Consent consent, Token person, Connection connection, Instant now) {
        PageList list = connection.list();
        return record(
                consent,
                outcome(consent, AuthorizationState.CONNECTED, AuthorizationReason.NONE, null, now)
                        .setAccounts(accounts(consent, account(person), list))
                        .setAccountsTotal(1 + list.pages().size())
                        .setMissingScopes(person.getMissingScopes())
                        .setMissingPages(PageTokens.missing(consent.app(), list))
                        .setListFailure(listFailure(connection, person.getMissingScopes())));
    }

    /** The person's account, then the Pages with a token, as many as one record holds. */
    public static List<ConnectedAccount> accounts(Consent consent, ConnectedAccount person, PageList list) {
        return Stream.concat(Stream.of(person), list.pages().stream().map(page -> account(consent, page)))
                .limit(PageTokens.MOST_LINKED)
                .toList();
    }

    private static ConnectedAccount account(Token person) {
        return new ConnectedAccount(
                new AccountKey(person.getApp(), person.getAccountId()).toString(),
                person.getKind(),
                person.getDisplayName());
    }

    private static ConnectedAccount account(Consent consent, PageGrant page) {
        return new ConnectedAccount(PageTokens.key(consent.app(), page).toString(), TokenKind.PAGE, page.name());
    }

    /** That a consent is about to connect an account by a connect link of console-service. */
    public static ProducerRecord<byte[], byte[]> use(Consent consent, ConnectLink link, Instant now) {
        String useKey = LinkUses.key(link.getLinkId(), consent.app());
        LinkUse use = LinkUse.newBuilder()
                .setUseKey(useKey)
                .setLinkId(link.getLinkId())
                .setApp(consent.app())
                .setAuthorizationId(consent.id())
                .setUsedAt(now)
                .build();
        return Topics.CONNECT_LINK_USES.record(useKey, use);
    }

    public static ProducerRecord<byte[], byte[]> waiting(
            Consent consent, AuthorizationReason reason, Instant until, Instant now) {
        return record(consent, outcome(consent, AuthorizationState.WAITING, reason, until, now));
    }

    public static ProducerRecord<byte[], byte[]> failed(Consent consent, AuthorizationReason reason, Instant now) {
        return record(consent, outcome(consent, AuthorizationState.FAILED, reason, null, now));
    }

    public static ProducerRecord<byte[], byte[]> undetermined(Consent consent, Instant now) {
        return record(
                consent, outcome(consent, AuthorizationState.UNDETERMINED, AuthorizationReason.TOO_LATE, null, now));
    }

    private static AuthorizationOutcome.Builder outcome(
            Consent consent,
            AuthorizationState state,
            AuthorizationReason reason,
            @Nullable Instant until,
            Instant now) {
        return AuthorizationOutcome.newBuilder()
                .setAuthorizationId(consent.id())
                .setApp(consent.app())
                .setClient(consent.code().getClient())
                .setLink(consent.code().getLink())
                .setConnectLink(consent.code().getConnectLink())
                .setState(state)
                .setReason(reason)
                .setWaitingUntil(until)
                .setDecidedAt(now);
    }

    private static ProducerRecord<byte[], byte[]> record(Consent consent, AuthorizationOutcome.Builder outcome) {
        return Topics.AUTHORIZATION_OUTCOMES.record(consent.id(), outcome.build());
    }
}
