package io.tokenkeep.callback.deletion;

import io.tokenkeep.callback.page.DataKind;
import io.tokenkeep.topic.Keeping;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The dates by which each kind of data about a person has left the logs, once everything has ended. They are the latest dates
 * under Tokenkeep's own settings of its topics; an operator who keeps topics longer sets {@code deletion.dates.added}. Pure.
 *
 * <p>Where records are deleted by age, the last record leaves with its segment. A segment receives records for one roll and is as
 * old as its youngest record. Where records are compacted, a null follows after the grace. A first cleaning removes all records
 * before the null; a second one, after the time for which nulls are kept, removes the null. A log is cleaned when a new record in
 * it has waited for the longest lag. Where a topic lacks a setting, Kafka's default for brokers is used.
 */
public final class DeletionDates {

    /** The time between the end of an account and the null after it: refresh-worker's deletion.grace. */
    static final Duration GRACE = Duration.ofDays(8);

    private static final Duration SEGMENT = Duration.ofDays(7);
    private static final Duration NULLS_KEPT = Duration.ofDays(1);

    /** A margin: brokers check every few minutes. */
    private static final Duration LOOKING = Duration.ofHours(1);

    /** How long a connect link may name somebody whom console-service cannot recognize: until its end, and a week more. */
    static final Duration OPEN_LINK = Duration.ofDays(366 + 7);

    /** A kind of data, its topics, and how long after the end they are still written. */
    private record Kind(DataKind data, List<String> topics, Duration written) {}

    private static final List<Kind> KINDS = List.of(
            kind(DataKind.CODES, Duration.ZERO, Topics.AUTHORIZATION_CODES, Topics.AUTHORIZATION_PROGRESS),
            kind(DataKind.UNCONFIRMED, Duration.ZERO, Topics.HELD_CONSENTS),
            kind(DataKind.RESULTS, Duration.ZERO, Topics.AUTHORIZATION_OUTCOMES, Topics.LOST_PAGES),
            kind(
                    DataKind.REQUESTS,
                    GRACE,
                    Topics.ACCOUNT_COMMANDS,
                    Topics.BULK_ACTIONS,
                    Topics.IMPORTS,
                    Topics.IMPORT_OUTCOMES),
            kind(DataKind.TOKENS, GRACE, Topics.TOKENS, Topics.REFRESH_SECRETS, Topics.TOKEN_IMPORTS),
            kind(DataKind.RENEWALS, GRACE, Topics.REFRESH_COMMANDS, Topics.REFRESH_OUTCOMES),
            kind(DataKind.STATUS, GRACE, Topics.ACCOUNT_STATUS),
            kind(DataKind.RELATIONS, GRACE, Topics.REFRESH_WORKER_LINKS),
            kind(DataKind.HISTORY, GRACE, Topics.ACCOUNT_EVENTS),
            kind(DataKind.LINKS, Duration.ZERO, Topics.CONNECT_LINKS, Topics.CLIENT_RULES),
            kind(DataKind.OTHER_LINKS, OPEN_LINK, Topics.CONNECT_LINKS),
            new Kind(DataKind.UNREADABLE, List.of(Topics.DEAD_LETTERS_NAME), GRACE));

    private DeletionDates() {}

    /** The last day on which a kind of data may still exist, for an account that ended then. */
    public static Map<DataKind, LocalDate> after(Instant endedAt) {
        Map<DataKind, LocalDate> dates = new LinkedHashMap<>();
        for (Kind kind : KINDS) {
            Instant written = endedAt.plus(kind.written);
            kind.topics.stream()
                    .map(topic -> written.plus(kept(Topics.keeping(topic))))
                    .max(Instant::compareTo)
                    .ifPresent(gone -> dates.put(kind.data, day(gone)));
        }
        dates.put(DataKind.INTERNAL, ofState(endedAt));
        return Collections.unmodifiableMap(dates);
    }

    /** The same by topic, so that a test can compare it with the topics; the first kind of a topic counts. */
    public static Map<String, LocalDate> byTopic(Instant endedAt) {
        Map<DataKind, LocalDate> kinds = after(endedAt);
        Map<String, LocalDate> dates = new LinkedHashMap<>();
        KINDS.forEach(kind -> kind.topics.forEach(topic -> dates.putIfAbsent(topic, kinds.get(kind.data))));
        return Collections.unmodifiableMap(dates);
    }

    /** The same for the changelogs of refresh-worker's state. */
    public static LocalDate ofState(Instant endedAt) {
        return day(endedAt.plus(GRACE).plus(cleaned(Topics.STATE_COMPACTION_LAG, NULLS_KEPT)));
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** All topics that have a date. */
    static List<String> topics() {
        List<String> all = new ArrayList<>();
        KINDS.forEach(kind -> all.addAll(kind.topics));
        return all;
    }

    /** How long after it was written the last record about a person may exist on the topic. */
    static Duration kept(Keeping keeping) {
        Map<String, String> settings = keeping.settings();
        if (TopicConfig.CLEANUP_POLICY_DELETE.equals(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG))) {
            return needed(settings, TopicConfig.RETENTION_MS_CONFIG)
                    .plus(duration(settings, TopicConfig.SEGMENT_MS_CONFIG, SEGMENT))
                    .plus(LOOKING);
        }
        return cleaned(
                needed(settings, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG),
                duration(settings, TopicConfig.DELETE_RETENTION_MS_CONFIG, NULLS_KEPT));
    }

    private static Duration cleaned(Duration lag, Duration nullsKept) {
        return lag.multipliedBy(2).plus(nullsKept).plus(LOOKING);
    }

    private static Duration needed(Map<String, String> settings, String name) {
        String millis = settings.get(name);
        if (millis == null) {
            throw new IllegalArgumentException("A topic without " + name + " has no date by which anything is gone");
        }
        return Duration.ofMillis(Long.parseLong(millis));
    }

    private static Duration duration(Map<String, String> settings, String name, Duration otherwise) {
        String millis = settings.get(name);
        return millis == null ? otherwise : Duration.ofMillis(Long.parseLong(millis));
    }

    private static Kind kind(DataKind data, Duration written, Topic<?>... topics) {
        return new Kind(data, Stream.of(topics).map(Topic::name).toList(), written);
    }
}
