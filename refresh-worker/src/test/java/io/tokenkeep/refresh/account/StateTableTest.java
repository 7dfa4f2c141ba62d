package io.tokenkeep.refresh.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The README's section on the states of an account says what the rules do, of every state and every input. */
class StateTableTest {

    private final StateTable table = StateTable.read(Path.of("README.md"));

    @TestFactory
    Stream<DynamicTest> everyRowSaysWhatTheRulesDo() {
        return table.rows().stream().filter(row -> !row.isImpossible()).flatMap(row -> row.states().stream()
                .flatMap(state -> row.inputs().stream()
                        .map(input -> DynamicTest.dynamicTest(
                                name(row, state, input), () -> new Case(row, state, input).check()))));
    }

    @Test
    void everyInputHasARowWithoutAGuardInEveryState() {
        Set<String> pairs = new LinkedHashSet<>();
        StateTable.INPUTS.keySet().forEach(input -> Arrays.stream(TableState.values())
                .forEach(state -> pairs.add(input + " | " + state.phrase())));

        table.rows().stream().filter(row -> row.guards().isEmpty()).forEach(row -> row.inputs()
                .forEach(
                        input -> row.states().forEach(state -> pairs.remove(input.phrase() + " | " + state.phrase()))));

        assertThat(pairs).as("pairs without a row").isEmpty();
    }

    @Test
    void everyGuardIsExplainedAndUsed() {
        Set<TableGuard> used = EnumSet.noneOf(TableGuard.class);
        table.rows().forEach(row -> used.addAll(row.guards()));

        assertThat(used).containsExactlyInAnyOrder(TableGuard.values());
        assertThat(table.guards())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(TableGuard.values())
                        .map(TableGuard::phrase)
                        .toList());
    }

    @Test
    void everyStateIsExplained() {
        Set<String> known = new LinkedHashSet<>(TableState.GROUPS.keySet());
        Arrays.stream(TableState.values()).forEach(state -> known.add(state.phrase()));

        assertThat(table.states()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyMessageIsExplained() {
        List<String> explained = TableTerms.MESSAGES.stream()
                .filter(message -> !message.contains(" taken back") && !message.contains(" with a question"))
                .toList();

        assertThat(table.messages()).containsExactlyInAnyOrderElementsOf(explained);
    }

    @Test
    void everyWordForSeveralStatesOrAnswersIsUsed() {
        assertThat(table.terms())
                .containsAll(TableState.GROUPS.keySet())
                .containsAll(TableAnswers.GROUPS.keySet())
                .contains(TableAnswers.ANY);
    }

    @Test
    void everyCommandMessageAndEventIsUsed() {
        assertThat(TableTerms.unused(table.rows())).isEmpty();
    }

    @Test
    void noPairHasTwoRowsWithTheSameGuards() {
        List<String> cases = table.rows().stream()
                .flatMap(row -> row.states().stream().flatMap(state -> row.inputs().stream()
                        .map(input -> input.phrase() + " | " + state.phrase() + " | " + row.guards())))
                .toList();

        assertThat(cases).doesNotHaveDuplicates();
    }

    private static String name(StateTableRow row, TableState state, TableInput input) {
        String guards = row.guards().stream().map(TableGuard::phrase).collect(Collectors.joining(", "));
        return "line %d: %s, %s%s"
                .formatted(row.line(), state.phrase(), input.phrase(), guards.isEmpty() ? "" : " (" + guards + ")");
    }

    /** One row with one of its states and one of its inputs. */
    private record Case(StateTableRow row, TableState state, TableInput input) {

        void check() {
            TableAccount it = new TableAccount(owner(), row.guards());
            prepare(it);
            assertThat(it.state())
                    .as("%s: state before the input", name(row, state, input))
                    .isEqualTo(state);
            TableEffects.Plans before = TableEffects.Plans.of(it.account());

            AccountUpdate update = input.apply().apply(it);

            TableEffects effects = new TableEffects(it, before, update);
            SoftAssertions.assertSoftly(all -> {
                String name = name(row, state, input);
                all.assertThat(it.state()).as("%s: next state", name).isEqualTo(row.nextOf(state));
                all.assertThat(effects.messages()).as("%s: messages", name).isEqualTo(row.messages());
                all.assertThat(effects.events()).as("%s: events", name).isEqualTo(row.events());
                all.assertThat(effects.command(row.command()))
                        .as("%s: command", name)
                        .isEqualTo(row.command());
            });
        }

        private TableOwner owner() {
            return row.guards().stream()
                    .flatMap(guard -> Stream.ofNullable(guard.owner()))
                    .findFirst()
                    .orElse(input.owner());
        }

        private void prepare(TableAccount it) {
            TableSteps steps = new TableSteps(it);
            TableHistory history = new TableHistory(it, steps, input.answered() == CommandKind.REVOKE);
            if (state == TableState.UNKNOWN && input.answered() != null) {
                it.inFlight(inFlightOfAnother());
            } else if (row.guards().contains(TableGuard.MOVED_ON)) {
                history.reach(input.begins());
                input.prepare().accept(steps);
                history.moveOnTo(state);
            } else {
                history.reach(state);
                input.prepare().accept(steps);
            }
            history.wait(input.answered() != null);
        }

        /** A command to an account that is known, whose answer comes to one that is not. */
        private RefreshCommand inFlightOfAnother() {
            TableAccount other = new TableAccount(owner(), row.guards());
            TableSteps steps = new TableSteps(other);
            new TableHistory(other, steps, true).reach(input.begins());
            input.prepare().accept(steps);
            return other.inFlight();
        }
    }
}
