package io.tokenkeep.quickstart;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Prints what happens to accounts: records of topics, and redirects without a consent, which are on no topic. It reads
 * only topics without secrets in clear, and needs no key. Used by one thread.
 */
final class LiveView implements TopicReader.View {

    static final List<String> TOPICS =
            List.of(Topics.AUTHORIZATION_OUTCOMES.name(), Topics.ACCOUNT_STATUS.name(), Topics.ACCOUNT_EVENTS.name());

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final PrintStream out;
    private final ZoneId zone;
    private final EndedRedirects redirects;
    private final InstantSource clock;
    private final Map<String, AccountStatus> statuses = new HashMap<>();
    private final List<AccountEvent> unprinted = new ArrayList<>();

    LiveView(PrintStream out, ZoneId zone, EndedRedirects redirects, InstantSource clock) {
        this.out = out;
        this.zone = zone;
        this.redirects = redirects;
        this.clock = clock;
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        byte[] value = record.value();
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (value == null) {
            statuses.remove(key);
        } else if (record.topic().equals(Topics.ACCOUNT_STATUS.name())) {
            statuses.put(key, Topics.ACCOUNT_STATUS.codec().decode(value));
        } else if (record.topic().equals(Topics.ACCOUNT_EVENTS.name())) {
            unprinted.add(Topics.ACCOUNT_EVENTS.codec().decode(value));
        } else {
            print(Topics.AUTHORIZATION_OUTCOMES.codec().decode(value));
        }
    }

    /** Prints events only after the statuses of the same batch are known. */
    @Override
    public void round() {
        unprinted.forEach(this::print);
        unprinted.clear();
        redirects.next().forEach(ended -> line(clock.instant(), "not connected", ended.text(), ended.app()));
    }

    private void print(AuthorizationOutcome outcome) {
        if (outcome.getState() == AuthorizationState.FAILED) {
            line(
                    outcome.getDecidedAt(),
                    "not connected",
                    text(outcome.getReason().name()),
                    "");
        } else if (outcome.getState() == AuthorizationState.WAITING) {
            line(
                    outcome.getDecidedAt(),
                    "waiting",
                    text(outcome.getReason().name()),
                    "at most until " + time(outcome.getWaitingUntil()));
        } else if (outcome.getState() == AuthorizationState.UNDETERMINED) {
            line(
                    outcome.getDecidedAt(),
                    "undetermined",
                    text(outcome.getReason().name()),
                    "no failure: it may have connected");
        }
    }

    private void print(AccountEvent event) {
        AccountStatus status = statuses.get(event.getAccount());
        String name = status == null || status.getDisplayName() == null ? event.getAccount() : status.getDisplayName();
        ActionResult result = event.getActionResult();
        String more = Stream.of(result == null ? "" : text(result.name()), status == null ? "" : prospects(event, status))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        line(event.getAt(), text(event.getKind().name()), name, more);
    }

    private String prospects(AccountEvent event, AccountStatus status) {
        StringBuilder text = new StringBuilder();
        if (event.getExpiresAt() != null) {
            text.append("token lives until ").append(time(event.getExpiresAt()));
        }
        if (status.getNextAction() != null && status.getNextActionAt() != null) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("next ")
                    .append(text(status.getNextAction().name()))
                    .append(" at ")
                    .append(time(status.getNextActionAt()));
        }
        return text.toString();
    }

    private void line(Instant at, String what, String who, String more) {
        out.printf(Locale.ROOT, "%s  %-14s %-22s %s%n", TIME.format(at.atZone(zone)), what, who, more);
    }

    private String time(@Nullable Instant at) {
        if (at == null) {
            return "further notice";
        }
        boolean soon = at.isBefore(clock.instant().plusSeconds(12 * 3600));
        return (soon ? TIME : DAY_TIME).format(at.atZone(zone));
    }

    private static String text(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
