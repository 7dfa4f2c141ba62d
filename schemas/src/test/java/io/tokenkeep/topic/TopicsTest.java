package io.tokenkeep.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

    private static final String TABLE = """
            # topic,                 value,                 policy,  kept,  segments, min lag, max lag, tombstones kept
            authorization-codes,     AuthorizationCode,     delete,  P7D,   PT1H,     ,        ,
            authorization-progress,  AuthorizationProgress, delete,  P7D,   PT1H,     ,        ,
            authorization-outcomes,  AuthorizationOutcome,  delete,  P7D,   ,         ,        ,
            held-consents,           HeldConsent,           'compact,delete', P14D, , ,        P7D,
            consent-decisions,       ConsentDecision,       delete,  P7D,   ,         ,        ,
            tokens,                  Token,                 compact, ,      ,         P7D,     P14D,    P14D
            refresh-commands,        RefreshCommand,        delete,  P7D,   ,         ,        ,
            refresh-outcomes,        RefreshOutcome,        delete,  P7D,   ,         ,        ,
            refresh-secrets,         RefreshSecret,         compact, ,      ,         P1D,     P7D,
            refresh-worker-links,    RefreshWorkerLink,     compact, ,      ,         ,        P7D,
            account-commands,        AccountCommand,        delete,  P30D,  ,         ,        ,
            token-imports,           TokenImport,           delete,  P7D,   ,         ,        ,
            imports,                 Import,                delete,  P30D,  ,         ,        ,
            import-outcomes,         ImportOutcome,         delete,  P30D,  ,         ,        ,
            bulk-actions,            BulkRecord,            delete,  P30D,  ,         ,        ,
            account-status,          AccountStatus,         compact, ,      ,         ,        P7D,
            account-events,          AccountEvent,          delete,  P90D,  ,         ,        ,
            lost-pages,              LostPage,              delete,  P7D,   ,         ,        ,
            app-status,              AppStatus,             compact, ,      ,         ,        P7D,
            data-deletions,          DataDeletion,          compact, ,      ,         ,        ,
            clients,                 Client,                compact, ,      ,         P1D,     P7D,
            client-rules,            ClientRule,            compact, ,      ,         P1D,     P7D,
            api-keys,                ApiKey,                compact, ,      ,         P1D,     P7D,
            connect-links,           ConnectLink,           compact, ,      ,         P1D,     P7D,
            connect-link-uses,       LinkUse,               delete,  P400D, ,         ,        ,
            connect-link-steps,      LinkStep,              'compact,delete', P400D, , ,       P7D,
            idempotency-keys,        IdempotentRequest,     delete,  P2D,   PT6H,     ,        ,
            console-audit,           AuditEntry,            delete,  P400D, ,         ,        ,
            dead-letters,            ,                      delete,  P30D,  ,         ,        ,
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = TABLE)
    void topicIsKeptAsTheContractSays(
            String name,
            @Nullable String value,
            String policy,
            @Nullable Duration kept,
            @Nullable Duration segments,
            @Nullable Duration minLag,
            @Nullable Duration maxLag,
            @Nullable Duration tombstones) {
        Map<String, String> expected = new TreeMap<>(Map.of("cleanup.policy", policy));
        put(expected, "retention.ms", kept);
        put(expected, "segment.ms", segments);
        put(expected, "min.compaction.lag.ms", minLag);
        put(expected, "max.compaction.lag.ms", maxLag);
        put(expected, "delete.retention.ms", tombstones);
        if (kept != null) {
            expected.put("retention.bytes", "-1");
        }

        assertThat(Topics.keeping(name).settings()).isEqualTo(expected);
        assertThat(Topics.catalogue()).containsKey(name);
        assertThat(valueType(name)).isEqualTo(value);
    }

    @Test
    void tableNamesEveryTopicInItsOrder() {
        assertThat(Topics.catalogue().keySet())
                .containsExactlyElementsOf(TABLE.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList());
    }

    @Test
    void everyTopicNeverLosesWhatWasAcknowledged() {
        TopicLayout layout = new TopicLayout(TopicLayout.DEFAULT_PARTITIONS, (short) 3);

        assertThat(Topics.catalogue().values()).allSatisfy(keeping -> assertThat(layout.settings(keeping))
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("unclean.leader.election.enable", "false")
                .containsEntry("min.insync.replicas", "2"));
    }

    @ParameterizedTest(name = "{0} replicas")
    @CsvSource({"1,1", "2,1", "3,2", "5,2"})
    void twoReplicasAcknowledgeWhereOneMayBeAway(short replicas, String inSync) {
        assertThat(new TopicLayout(12, replicas).settings(Topics.TOKENS.keeping()))
                .containsEntry("min.insync.replicas", inSync);
    }

    @Test
    void topicsHaveTwelvePartitionsUnlessReportedOtherwise() {
        assertThat(TopicLayout.DEFAULT_PARTITIONS).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "-1,3"})
    void layoutOfNothingIsRefused(int partitions, short replicas) {
        assertThatThrownBy(() -> new TopicLayout(partitions, replicas))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics.partitions");
    }

    @Test
    void nameOutsideTheCatalogueIsRefused() {
        assertThatThrownBy(() -> Topics.keeping("token")).hasMessageContaining("token is not in the catalogue");
    }

    private static void put(Map<String, String> settings, String name, @Nullable Duration time) {
        if (time != null) {
            settings.put(name, Long.toString(time.toMillis()));
        }
    }

    private static @Nullable String valueType(String name) {
        return Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Topic.class)
                .map(field -> {
                    try {
                        return (Topic<?>) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(topic -> topic.name().equals(name))
                .map(topic -> topic.codec().schema().getName())
                .findFirst()
                .orElse(null);
    }
}
