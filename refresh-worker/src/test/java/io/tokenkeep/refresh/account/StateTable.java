package io.tokenkeep.refresh.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The section "States of an account" of the README, read. A word that nothing is known of fails the reading. */
final class StateTable {

    static final Map<String, TableInput> INPUTS = TableInputs.all();

    private static final Pattern ANSWERS = Pattern.compile("### Answers to `(\\w+)`");
    private static final int COLUMNS = 7;

    private final List<StateTableRow> rows = new ArrayList<>();
    private final Set<String> terms = new LinkedHashSet<>();
    private final Set<String> guards = new LinkedHashSet<>();
    private final Set<String> states = new LinkedHashSet<>();
    private final Set<String> messages = new LinkedHashSet<>();

    static StateTable read(Path readme) {
        try {
            return new StateTable(Files.readAllLines(readme));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StateTable(List<String> readme) {
        int line = readme.indexOf("## States of an account") + 1;
        String kind = "";
        String header = "";
        for (; line < readme.size() && !readme.get(line).startsWith("## "); line++) {
            String text = readme.get(line);
            Matcher answers = ANSWERS.matcher(text);
            if (text.startsWith("###")) {
                kind = answers.matches() ? answers.group(1) + ": " : "";
            } else if (!text.startsWith("|")) {
                header = "";
            } else if (header.isEmpty()) {
                header = text;
            } else if (!text.startsWith("| ---")) {
                add(header, line + 1, kind, cells(text));
            }
        }
    }

    List<StateTableRow> rows() {
        return rows;
    }

    /** The words of the rows that stand for inputs and states. */
    Set<String> terms() {
        return terms;
    }

    /** The guards that the README explains. */
    Set<String> guards() {
        return guards;
    }

    /** The states that the README explains, with the words for several of them. */
    Set<String> states() {
        return states;
    }

    /** The messages that the README explains. */
    Set<String> messages() {
        return messages;
    }

    private void add(String header, int line, String kind, List<String> cells) {
        if (header.startsWith("| Guard |")) {
            guards.add(cells.get(0));
        } else if (header.startsWith("| State |")) {
            states.add(cells.get(0));
        } else if (header.startsWith("| Message |")) {
            terms(cells.get(0)).forEach(messages::add);
        } else if (header.startsWith("| Input |")) {
            terms(cells.get(0)).forEach(terms::add);
            terms(cells.get(1)).forEach(terms::add);
            rows.add(row(line, kind, cells));
        } else {
            throw new AssertionError("line " + line + " is of no known table");
        }
    }

    private static StateTableRow row(int line, String kind, List<String> cells) {
        try {
            return read(line, kind, cells);
        } catch (AssertionError e) {
            throw new AssertionError("line " + line + ": " + e.getMessage(), e);
        }
    }

    private static StateTableRow read(int line, String kind, List<String> cells) {
        if (cells.size() != COLUMNS) {
            throw new AssertionError(cells.size() + " cells");
        }
        StateTableRow row = new StateTableRow(
                line,
                terms(cells.get(0)).flatMap(word -> inputs(kind, word)).toList(),
                terms(cells.get(1)).flatMap(StateTable::states).toList(),
                guards(cells.get(2)),
                cells.get(3),
                cells.get(4),
                cells.get(5),
                cells.get(6));
        TableTerms.check(row);
        return row;
    }

    private static Stream<String> terms(String cell) {
        return Arrays.stream(cell.split(", "));
    }

    private static Stream<TableInput> inputs(String kind, String word) {
        if (word.equals(TableAnswers.ANY) && !kind.isEmpty()) {
            return INPUTS.values().stream()
                    .filter(input -> input.isPlainAnswer() && input.phrase().startsWith(kind));
        }
        return TableAnswers.GROUPS.getOrDefault(word, List.of(word)).stream().map(answer -> input(kind + answer));
    }

    private static TableInput input(String phrase) {
        TableInput input = INPUTS.get(phrase);
        if (input == null) {
            throw new AssertionError("no input is called \"" + phrase + '"');
        }
        return input;
    }

    private static Stream<TableState> states(String word) {
        List<TableState> group = TableState.GROUPS.get(word);
        return group == null ? Stream.of(TableState.named(word)) : group.stream();
    }

    private static Set<TableGuard> guards(String cell) {
        Set<TableGuard> guards = EnumSet.noneOf(TableGuard.class);
        if (!cell.equals(TableEffects.NOTHING)) {
            terms(cell).forEach(word -> guards.add(TableGuard.named(word)));
        }
        return guards;
    }

    private static List<String> cells(String row) {
        String plain = row.replace("`", "");
        return Arrays.stream(plain.substring(1, plain.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }
}
