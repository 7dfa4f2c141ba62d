package io.tokenkeep.console.imports;

import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.Import;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportRefusal;
import io.tokenkeep.avro.ImportRow;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.console.imports.ImportedRow.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** One import, and what others wrote about its rows, which may be read before it. For callers that hold a lock. */
final class HeldImport {

    private final Map<Integer, Import> parts = new TreeMap<>();
    private final Map<Integer, ImportOutcome> outcomes = new HashMap<>();
    private final Map<Integer, ActionResult> results = new HashMap<>();
    private Instant writtenAt;

    HeldImport(Instant writtenAt) {
        this.writtenAt = writtenAt;
    }

    /** The time of the last part, or of the first other record if there is none. */
    Instant writtenAt() {
        return writtenAt;
    }

    void add(Import part, Instant at) {
        parts.put(part.getPart(), part);
        writtenAt = at;
    }

    /** Nothing follows an outcome that is over. */
    void add(int row, ImportOutcome outcome) {
        outcomes.merge(row, outcome, (held, next) -> isOver(held) ? held : next);
    }

    private static boolean isOver(ImportOutcome outcome) {
        return switch (outcome.getState()) {
            case REFUSED, HANDED_OVER -> true;
            case WAITING, UNKNOWN -> false;
        };
    }

    /** An event is delivered at least once, and a row has one result. */
    void add(int row, ActionResult result) {
        results.putIfAbsent(row, result);
    }

    /** Whether all parts were read, so that it can be shown. */
    boolean isWhole() {
        return !parts.isEmpty() && parts.size() >= first().getParts();
    }

    /** Whether exactly these parts were read, apart from who sent the table and when. */
    boolean isOf(List<Import> wanted) {
        return isWhole() && rows(wanted).equals(rows(parts.values()));
    }

    private static List<ImportRow> rows(Collection<Import> parts) {
        return parts.stream().flatMap(part -> part.getRows().stream()).toList();
    }

    boolean hasOutcome(int row) {
        return outcomes.containsKey(row) || results.containsKey(row);
    }

    Import first() {
        return parts.values().iterator().next();
    }

    /** How many rows are held of it. */
    int size() {
        return Math.max(parts.isEmpty() ? 0 : first().getTotal(), Math.max(outcomes.size(), results.size()));
    }

    /** {@code deletedSince}: whether the data of the account with this key was deleted at that time or later. */
    List<ImportedRow> rows(BiPredicate<String, Instant> deletedSince) {
        List<ImportedRow> rows = new ArrayList<>();
        parts.values().forEach(part -> part.getRows().forEach(row -> rows.add(row(part, row, deletedSince))));
        return rows;
    }

    private ImportedRow row(Import part, ImportRow row, BiPredicate<String, Instant> deletedSince) {
        ImportOutcome outcome = outcomes.get(row.getRow());
        ActionResult result = results.get(row.getRow());
        State state = state(row, outcome, result);
        return new ImportedRow(
                row.getRow(),
                row.getLine(),
                state,
                state == State.REFUSED || state == State.WAITING ? reason(row, outcome, result) : "",
                account(part, row, outcome, deletedSince),
                row.getClient());
    }

    private static State state(ImportRow row, @Nullable ImportOutcome outcome, @Nullable ActionResult result) {
        if (row.getRefusal() != ImportRefusal.NONE) {
            return State.REFUSED;
        }
        if (result != null) {
            return switch (result) {
                case IMPORTED -> State.IMPORTED;
                case CURRENT_KEPT -> State.CURRENT_KEPT;
                default -> State.REFUSED;
            };
        }
        ImportState state = outcome == null ? ImportState.WAITING : outcome.getState();
        return switch (state) {
            case REFUSED -> State.REFUSED;
            case WAITING, HANDED_OVER, UNKNOWN -> State.WAITING;
        };
    }

    private static String reason(ImportRow row, @Nullable ImportOutcome outcome, @Nullable ActionResult result) {
        if (row.getRefusal() != ImportRefusal.NONE) {
            return row.getRefusal().name();
        }
        if (result != null) {
            return result.name();
        }
        return outcome == null ? "NONE" : outcome.getReason().name();
    }

    private static @Nullable String account(
            Import part, ImportRow row, @Nullable ImportOutcome outcome, BiPredicate<String, Instant> deletedSince) {
        String found = outcome == null ? null : outcome.getAccount();
        if (outcome != null && found != null) {
            return deletedSince.test(found, outcome.getDecidedAt()) ? null : found;
        }
        if (row.getAccount() == null) {
            return null;
        }
        String named = part.getApp() + ":" + row.getAccount();
        return deletedSince.test(named, part.getImportedAt()) ? null : named;
    }
}
