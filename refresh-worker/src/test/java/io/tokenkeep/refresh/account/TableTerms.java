package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.EventKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The words of the columns about effects, and which of them a table uses. */
final class TableTerms {

    private static final String NOTHING = TableEffects.NOTHING;
    private static final String AS_BEFORE = TableEffects.AS_BEFORE;

    static final List<String> MESSAGES = List.of(
            "ALIAS",
            "ALIAS taken back",
            "APP_REFUSAL",
            "APP_REFUSAL with a question",
            "COMMAND",
            "LIST_CONTRADICTED",
            "PAGE_ABSENT",
            "PAGE_LEFT",
            "PAGE_PARENT",
            "deletion DONE",
            "deletion NOTHING_KEPT",
            "deletion SUPERSEDED",
            "lost Page");

    private static final List<String> EVENTS = Arrays.stream(EventKind.values())
            .filter(kind -> kind != EventKind.UNKNOWN && kind != EventKind.ACTION_ENDED)
            .map(Enum::name)
            .toList();

    private TableTerms() {}

    /** A row that cannot occur has no effect; any other says what is next, and its effects in known terms. */
    static void check(StateTableRow row) {
        if (row.isImpossible()) {
            Stream.of(row.command(), row.messages(), row.events())
                    .forEach(cell -> check(List.of(NOTHING), "effect of what cannot occur", cell));
            return;
        }
        row.nextOf(TableState.UNKNOWN);
        if (!row.command().equals(NOTHING) && !row.command().equals(AS_BEFORE)) {
            check(TableEffects.TIMES, "time of a command", time(row.command()));
            check(TableEffects.WHAT, "command", what(row.command()));
        }
        terms(row.messages()).forEach(word -> check(MESSAGES, "message", word));
        terms(row.events()).forEach(word -> check(EVENTS, "event", word));
    }

    /** Of all words that there are for effects, those that no row uses. */
    static Set<String> unused(Collection<StateTableRow> rows) {
        Set<String> terms = new LinkedHashSet<>(MESSAGES);
        terms.addAll(EVENTS);
        terms.addAll(TableEffects.TIMES);
        terms.addAll(TableEffects.WHAT);
        terms.add(AS_BEFORE);
        for (StateTableRow row : rows) {
            terms(row.messages()).forEach(terms::remove);
            terms(row.events()).forEach(terms::remove);
            terms.removeAll(List.of(row.command(), time(row.command()), what(row.command())));
        }
        return terms;
    }

    private static Stream<String> terms(String cell) {
        return cell.equals(NOTHING) ? Stream.of() : Arrays.stream(cell.split(", "));
    }

    private static String what(String command) {
        String time = time(command);
        return time.isEmpty()
                ? command
                : command.substring(0, command.length() - time.length()).strip();
    }

    private static String time(String command) {
        return TableEffects.TIMES.stream().filter(command::endsWith).findFirst().orElse("");
    }

    private static void check(List<String> known, String what, String word) {
        if (!known.contains(word)) {
            throw new AssertionError("no " + what + " is called \"" + word + '"');
        }
    }
}
