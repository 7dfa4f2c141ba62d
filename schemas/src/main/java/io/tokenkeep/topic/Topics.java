package io.tokenkeep.topic;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ApiKey;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.AuditEntry;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ClientRule;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.IdempotentRequest;
import io.tokenkeep.avro.Import;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenImport;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The catalogue of topics: the contract between the services and with other readers. Names here have no prefix;
 * {@link TopicNames} converts them to the names on the cluster.
 */
public final class Topics {

    public static final Topic<AuthorizationCode> AUTHORIZATION_CODES = Topic.of(
            "authorization-codes",
            AuthorizationCode.class,
            Keeping.deletedAfter(days(7)).with(TopicConfig.SEGMENT_MS_CONFIG, Duration.ofHours(1)));

    public static final Topic<AuthorizationProgress> AUTHORIZATION_PROGRESS = Topic.of(
            "authorization-progress",
            AuthorizationProgress.class,
            Keeping.deletedAfter(days(7)).with(TopicConfig.SEGMENT_MS_CONFIG, Duration.ofHours(1)));

    public static final Topic<AuthorizationOutcome> AUTHORIZATION_OUTCOMES =
            Topic.of("authorization-outcomes", AuthorizationOutcome.class, Keeping.deletedAfter(days(7)));

    /** Also deleted, in case nobody ends what is held: a consent is held for a week at most. */
    public static final Topic<HeldConsent> HELD_CONSENTS = Topic.of(
            "held-consents",
            HeldConsent.class,
            Keeping.compactedAndDeletedAfter(days(14)).with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7)));

    /** Not compacted, because the first decision counts. */
    public static final Topic<ConsentDecision> CONSENT_DECISIONS =
            Topic.of("consent-decisions", ConsentDecision.class, Keeping.deletedAfter(days(7)));

    /** Compacted only: a token must never be lost to age. The lags let a reader that was down see all changes. */
    public static final Topic<Token> TOKENS = Topic.of(
            "tokens",
            Token.class,
            Keeping.compacted()
                    .with(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, days(7))
                    .with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(14))
                    .with(TopicConfig.DELETE_RETENTION_MS_CONFIG, days(14)));

    public static final Topic<RefreshCommand> REFRESH_COMMANDS =
            Topic.of("refresh-commands", RefreshCommand.class, Keeping.deletedAfter(days(7)));

    public static final Topic<RefreshOutcome> REFRESH_OUTCOMES =
            Topic.of("refresh-outcomes", RefreshOutcome.class, Keeping.deletedAfter(days(7)));

    /**
     * Compacted only: a refresh token must never be lost to age. The lags let an owner of a partition see every record that was
     * written while it was down.
     */
    public static final Topic<RefreshSecret> REFRESH_SECRETS = Topic.of(
            "refresh-secrets",
            RefreshSecret.class,
            Keeping.compacted()
                    .with(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, days(1))
                    .with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7)));

    public static final Topic<RefreshWorkerLink> REFRESH_WORKER_LINKS = Topic.of(
            "refresh-worker-links",
            RefreshWorkerLink.class,
            Keeping.compacted().with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7)));

    public static final Topic<AccountCommand> ACCOUNT_COMMANDS =
            Topic.of("account-commands", AccountCommand.class, Keeping.deletedAfter(days(30)));

    /** The rows hold sealed tokens, so they are kept no longer than an import may take. */
    public static final Topic<TokenImport> TOKEN_IMPORTS =
            Topic.of("token-imports", TokenImport.class, Keeping.deletedAfter(days(7)));

    /** Not compacted, because an import has a record for each of its parts. */
    public static final Topic<Import> IMPORTS = Topic.of("imports", Import.class, Keeping.deletedAfter(days(30)));

    public static final Topic<ImportOutcome> IMPORT_OUTCOMES =
            Topic.of("import-outcomes", ImportOutcome.class, Keeping.deletedAfter(days(30)));

    /** Not compacted: the records of a key together are the state of a bulk action. */
    public static final Topic<BulkRecord> BULK_ACTIONS =
            Topic.of("bulk-actions", BulkRecord.class, Keeping.deletedAfter(days(30)));

    public static final Topic<AccountStatus> ACCOUNT_STATUS = Topic.of(
            "account-status",
            AccountStatus.class,
            Keeping.compacted().with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7)));

    public static final Topic<AccountEvent> ACCOUNT_EVENTS =
            Topic.of("account-events", AccountEvent.class, Keeping.deletedAfter(days(90)));

    /** Not compacted: a consent may have a record for each of many Pages. */
    public static final Topic<LostPage> LOST_PAGES =
            Topic.of("lost-pages", LostPage.class, Keeping.deletedAfter(days(7)));

    /** The status of each app; a few records in total. */
    public static final Topic<AppStatus> APP_STATUS = Topic.of(
            "app-status", AppStatus.class, Keeping.compacted().with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7)));

    /** Names nobody, and is kept: a person may look up a deletion after all their other data is gone. */
    public static final Topic<DataDeletion> DATA_DELETIONS =
            Topic.of("data-deletions", DataDeletion.class, Keeping.compacted());

    /**
     * Compacted only, as each table of console-service. The shortest lag keeps a version that a late one would hide until every
     * instance has repaired it.
     */
    public static final Topic<Client> CLIENTS = Topic.of("clients", Client.class, table());

    public static final Topic<ClientRule> CLIENT_RULES = Topic.of("client-rules", ClientRule.class, table());

    public static final Topic<ApiKey> API_KEYS = Topic.of("api-keys", ApiKey.class, table());

    /** A revocation has to be seen for as long as the link could be opened, so a link's last record stays until its end. */
    public static final Topic<ConnectLink> CONNECT_LINKS = Topic.of("connect-links", ConnectLink.class, table());

    /** Not compacted, because the first record of a key counts; kept for longer than a link can live. */
    public static final Topic<LinkUse> CONNECT_LINK_USES =
            Topic.of("connect-link-uses", LinkUse.class, Keeping.deletedAfter(days(400)));

    /** Compacted, because only the last step of a browser counts; and deleted with the uses, because nobody removes a step. */
    public static final Topic<LinkStep> CONNECT_LINK_STEPS = Topic.of(
            "connect-link-steps",
            LinkStep.class,
            Keeping.compactedAndDeletedAfter(days(400)).with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7)));

    /** Not compacted, because the first record of a key counts. */
    public static final Topic<IdempotentRequest> IDEMPOTENCY_KEYS = Topic.of(
            "idempotency-keys",
            IdempotentRequest.class,
            Keeping.deletedAfter(days(2)).with(TopicConfig.SEGMENT_MS_CONFIG, Duration.ofHours(6)));

    public static final Topic<AuditEntry> CONSOLE_AUDIT =
            Topic.of("console-audit", AuditEntry.class, Keeping.deletedAfter(days(400)));

    /** The longest compaction lag of refresh-worker's changelogs, so that deleted state leaves their bytes in time. */
    public static final Duration STATE_COMPACTION_LAG = days(7);

    /** Raw bytes under the original key, see {@link io.tokenkeep.wire.DeadLetter}. */
    public static final String DEAD_LETTERS_NAME = "dead-letters";

    private static final Map<String, Keeping> ALL = all();

    private Topics() {}

    /** Every topic by name, in the order of the contract. */
    public static Map<String, Keeping> catalogue() {
        return ALL;
    }

    /** How a topic of the catalogue is kept. */
    public static Keeping keeping(String name) {
        Keeping keeping = ALL.get(name);
        if (keeping == null) {
            throw new IllegalArgumentException(name + " is not in the catalogue of topics");
        }
        return keeping;
    }

    private static Map<String, Keeping> all() {
        Map<String, Keeping> all = new LinkedHashMap<>();
        Stream.of(
                        AUTHORIZATION_CODES,
                        AUTHORIZATION_PROGRESS,
                        AUTHORIZATION_OUTCOMES,
                        HELD_CONSENTS,
                        CONSENT_DECISIONS,
                        TOKENS,
                        REFRESH_COMMANDS,
                        REFRESH_OUTCOMES,
                        REFRESH_SECRETS,
                        REFRESH_WORKER_LINKS,
                        ACCOUNT_COMMANDS,
                        TOKEN_IMPORTS,
                        IMPORTS,
                        IMPORT_OUTCOMES,
                        BULK_ACTIONS,
                        ACCOUNT_STATUS,
                        ACCOUNT_EVENTS,
                        LOST_PAGES,
                        APP_STATUS,
                        DATA_DELETIONS,
                        CLIENTS,
                        CLIENT_RULES,
                        API_KEYS,
                        CONNECT_LINKS,
                        CONNECT_LINK_USES,
                        CONNECT_LINK_STEPS,
                        IDEMPOTENCY_KEYS,
                        CONSOLE_AUDIT)
                .forEach(topic -> all.put(topic.name(), topic.keeping()));
        all.put(DEAD_LETTERS_NAME, Keeping.deletedAfter(days(30)));
        return Collections.unmodifiableMap(all);
    }

    private static Keeping table() {
        return Keeping.compacted()
                .with(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, days(1))
                .with(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, days(7));
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
