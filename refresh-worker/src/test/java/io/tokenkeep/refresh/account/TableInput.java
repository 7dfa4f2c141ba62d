package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An input of the README's table.
 *
 * @param phrase how the table names it
 * @param owner whose account it is about where no guard says so
 * @param begins the state in which the command was sent that it answers, if the account moves on
 * @param answered the kind of the command that it answers; null when it answers none
 * @param prepare what happens between the state and the input
 */
record TableInput(
        String phrase,
        TableOwner owner,
        TableState begins,
        @Nullable CommandKind answered,
        Consumer<TableSteps> prepare,
        Function<TableAccount, AccountUpdate> apply) {

    /** What "any answer" does not mean. */
    private static final Set<String> PARTICULAR =
            Set.of("new token", "record published", "part of a list", "no answer");

    static TableInput of(String phrase, TableOwner owner, Function<TableAccount, AccountUpdate> apply) {
        return new TableInput(phrase, owner, TableState.CONNECTED, null, steps -> {}, apply);
    }

    static TableInput of(String phrase, Function<TableAccount, AccountUpdate> apply) {
        return of(phrase, TableOwner.OTHER, apply);
    }

    /** An answer to the command of this kind that is in flight. */
    static TableInput answer(CommandKind kind, String answer, Function<TableAccount, AccountUpdate> apply) {
        boolean ofPerson = kind == CommandKind.DERIVE || kind == CommandKind.REVOKE;
        return new TableInput(
                kind + ": " + answer,
                ofPerson ? TableOwner.PERSON : TableOwner.OTHER,
                kind == CommandKind.REVOKE ? TableState.DISCONNECTED : TableState.CONNECTED,
                kind,
                steps -> steps.sendForAnswer(kind),
                apply);
    }

    /** Whether it is an answer that any kind of command could have by its form. */
    boolean isPlainAnswer() {
        return answered != null && !PARTICULAR.contains(phrase.substring(phrase.indexOf(' ') + 1));
    }

    TableInput preparedBy(TableState begin, Consumer<TableSteps> preparation) {
        return new TableInput(phrase, owner, begin, answered, preparation, apply);
    }
}
