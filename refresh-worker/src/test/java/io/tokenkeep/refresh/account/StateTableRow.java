package io.tokenkeep.refresh.account;

import java.util.List;
import java.util.Set;

/**
 * A row of the README's table, with every state and input that it names.
 *
 * @param next "same", the name of a state, or why this cannot occur
 */
record StateTableRow(
        int line,
        List<TableInput> inputs,
        List<TableState> states,
        Set<TableGuard> guards,
        String next,
        String command,
        String messages,
        String events) {

    boolean isImpossible() {
        return next.startsWith("cannot occur: ");
    }

    TableState nextOf(TableState state) {
        return next.equals("same") ? state : TableState.named(next);
    }
}
