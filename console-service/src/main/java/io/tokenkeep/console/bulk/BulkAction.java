package io.tokenkeep.console.bulk;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fold of the records of one bulk action, and of the answers to its commands, which may come before them. For one thread. */
final class BulkAction {

    /** A dry run is started so soon, by the brokers' time, because its list grows old. */
    static final Duration STARTED_WITHIN = Duration.ofHours(1);

    private static final String NO_ANSWER = "NO_ANSWER";

    private final Instant seenAt;
    private final KeyList keys = new KeyList();
    private final ResultList results = new ResultList();
    private List<AppRange> apps = List.of();
    private BulkView.@Nullable Step created;
    private BulkView.@Nullable Step started;
    private BulkView.@Nullable Step cancelled;
    private boolean released;

    /** @param seenAt when the first record was written, or the first answer */
    BulkAction(Instant seenAt) {
        this.seenAt = seenAt;
    }

    Instant seenAt() {
        return seenAt;
    }

    Optional<BulkView.Step> created() {
        return Optional.ofNullable(created);
    }

    boolean isStarted() {
        return started != null;
    }

    boolean isCancelled() {
        return cancelled != null;
    }

    /** How many accounts it holds, or will hold. */
    int accounts() {
        return released ? 0 : total();
    }

    private int total() {
        return created == null ? 0 : created.record().getTotal();
    }

    void add(BulkRecord record, RecordPlace place) {
        BulkView.Step step = new BulkView.Step(record, place);
        switch (record.getStep()) {
            case CREATED -> {
                if (created == null) {
                    created = step;
                    results.cut(total());
                }
                prepare();
            }
            case ACCOUNTS -> {
                if (!released && record.getFirst() + record.getAccounts().size() <= total()) {
                    keys.add(record.getFirst(), record.getAccounts());
                    prepare();
                }
            }
            case STARTED -> started = started == null && maybeStarted(place.writtenAt()) ? step : started;
            case CANCELLED -> cancelled = cancelled == null ? step : cancelled;
            case SENT -> sent(record, place.writtenAt());
            case UNKNOWN -> {
                // Of a newer version; the accounts before it are as they were.
            }
        }
    }

    private boolean maybeStarted(Instant at) {
        return created != null
                && cancelled == null
                && !released
                && at.isBefore(created.place().writtenAt().plus(STARTED_WITHIN));
    }

    private void sent(BulkRecord record, Instant at) {
        apps.stream()
                .filter(app -> app.contains(record.getUpTo() - 1))
                .findFirst()
                .ifPresent(app -> {
                    app.sentUpTo(record.getUpTo(), at);
                    record.getSkipped().stream()
                            .filter(index -> index >= 0 && index < total())
                            .forEach(index -> results.skip(index, at));
                });
    }

    void addResult(int index, AccountEvent event, ActionResult result) {
        if (created == null || index < total()) {
            results.put(index, result, event.getFailureClass(), event.getAt());
        }
    }

    private void prepare() {
        if (created == null || !apps.isEmpty() || keys.size() == 0 || keys.size() != total()) {
            return;
        }
        List<AppRange> found = new ArrayList<>();
        int from = 0;
        String app = app(0);
        for (int i = 1; i < total(); i++) {
            if (!keys.get(i).startsWith(app + ":")) {
                found.add(new AppRange(app, from, i));
                from = i;
                app = app(i);
            }
        }
        found.add(new AppRange(app, from, total()));
        apps = List.copyOf(found);
    }

    private String app(int index) {
        return AccountKey.parse(keys.get(index)).app();
    }

    /** Lets go of the list of its accounts, because no command will be sent. */
    void release() {
        released = true;
        keys.clear();
        apps = List.of();
    }

    BulkState state(Instant now) {
        if (cancelled != null) {
            return BulkState.CANCELLED;
        }
        if (started != null) {
            boolean over = keys.size() == total()
                    && apps.stream().allMatch(app -> app.unsent() == 0 && app.open(results, now) == 0);
            return over ? BulkState.ENDED : BulkState.RUNNING;
        }
        if (released || !maybeStarted(now)) {
            return BulkState.EXPIRED;
        }
        return keys.size() == total() ? BulkState.PREPARED : BulkState.PREPARING;
    }

    BulkView view(Instant now) {
        int sent = apps.stream().mapToInt(AppRange::sent).sum() - results.skipped();
        int waiting = waiting(now);
        Map<String, Integer> counts = new TreeMap<>(results.counts());
        int answered = counts.values().stream().mapToInt(Integer::intValue).sum() - results.skipped();
        int late = sent - answered - waiting;
        if (late > 0) {
            counts.put(NO_ANSWER, late);
        }
        return new BulkView(
                Objects.requireNonNull(created), started, cancelled, state(now), Math.max(0, sent), waiting, counts);
    }

    private int waiting(Instant now) {
        return apps.stream().mapToInt(app -> app.open(results, now)).sum();
    }

    /** How many commands of each app wait for their answer. */
    void countOpen(Map<String, Integer> open, Instant now) {
        apps.forEach(app -> open.merge(app.app(), app.open(results, now), Integer::sum));
    }

    /** The accounts whose commands may be sent now, and counts them as sent in {@code open}. */
    List<BulkPart> due(int window, int most, Map<String, Integer> open) {
        List<BulkPart> parts = new ArrayList<>();
        if (created == null || started == null || cancelled != null) {
            return parts;
        }
        BulkRecord record = created.record();
        AccountCommandKind command = record.getAction();
        for (AppRange app : apps) {
            int room = window - open.getOrDefault(app.app(), 0);
            int count = Math.min(Math.min(room, most), app.unsent());
            if (count > 0 && command != null) {
                List<String> accounts = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    accounts.add(keys.get(app.sentTo() + i));
                }
                parts.add(new BulkPart(record.getBulkId(), command, BulkScope.of(record), app.sentTo(), accounts));
                open.merge(app.app(), count, Integer::sum);
            }
        }
        return parts;
    }

    /** At most {@code most} rows from this index on; none while the list is not complete, and none if it was released. */
    List<BulkRow> rows(int from, int most, Instant now) {
        List<BulkRow> rows = new ArrayList<>();
        for (AppRange app : apps) {
            for (int i = from + rows.size(); app.contains(i) && rows.size() < most; i++) {
                Optional<ResultList.Result> result = results.find(i);
                rows.add(new BulkRow(
                        keys.get(i), result.map(ResultList.Result::name).orElse(unanswered(app, i, now)), result));
            }
        }
        return rows;
    }

    private static String unanswered(AppRange app, int index, Instant now) {
        if (index >= app.sentTo()) {
            return "NOT_SENT";
        }
        return app.isLate(index, now) ? NO_ANSWER : "WAITING";
    }
}
