package io.tokenkeep.quickstart;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.IssuedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tokens that persons got elsewhere, in a file as a spreadsheet of Europe writes it, with what must become of each row. */
final class ImportFile {

    /** One row; {@code account}: the key of the account that the result names; empty if it may name any or none. */
    record Row(String token, String accountCell, String result, String account, String username) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Row[" + result + ", " + account + "]";
        }
    }

    private final Simulator simulator;
    private final List<Row> rows = new ArrayList<>();
    private int persons;

    ImportFile(Simulator simulator) {
        this.simulator = simulator;
    }

    /** Adds rows of each kind until there are {@code count}: in each ten, six good ones, two short-lived, and two that are refused. */
    ImportFile fill(int count) {
        rounded();
        while (rows.size() < count - 1) {
            switch (rows.size() % 10) {
                case 3, 6 -> good(issue(ImportStage.CLIENT_ID));
                case 4 -> refused(revoked(), "TOKEN_REFUSED");
                case 9 -> ofAnotherAppOrNone();
                default -> good(simulator.tokens().upgrade(issue(ImportStage.CLIENT_ID)));
            }
        }
        refused(rows.get(1).token(), "TOKEN_TWICE");
        return this;
    }

    /** Adds another long-lived token of a person of another file. */
    void keepsCurrent(String username) {
        IssuedToken token = simulator.tokens().upgrade(issue(ImportStage.CLIENT_ID, username));
        rows.add(new Row(
                token.value(),
                "",
                "CURRENT_KEPT,",
                account(token),
                token.person().username()));
    }

    private void good(IssuedToken token) {
        String cell = rows.size() % 2 == 0 ? token.accountId() : "";
        rows.add(new Row(
                token.value(), cell, "IMPORTED,", account(token), token.person().username()));
    }

    private void refused(String token, String reason) {
        rows.add(new Row(token, "", "REFUSED," + reason, "", ""));
    }

    /** The first row, with a token that would work. */
    private void rounded() {
        String token = simulator.tokens().upgrade(issue(ImportStage.CLIENT_ID)).value();
        rows.add(new Row(token, "1.78414E+16", "REFUSED,ROUNDED_ACCOUNT", "", ""));
    }

    private void ofAnotherAppOrNone() {
        if (rows.size() % 20 == 9) {
            refused(
                    simulator
                            .tokens()
                            .upgrade(issue(ImportStage.OTHER_CLIENT_ID))
                            .value(),
                    "APP_UNKNOWN_TO_PROVIDER");
        } else {
            refused("THAA-never-was-a-token-" + rows.size(), "TOKEN_REFUSED");
        }
    }

    private String revoked() {
        IssuedToken dead = simulator.tokens().upgrade(issue(ImportStage.CLIENT_ID));
        simulator.tokens().revokeOf(dead.clientId(), dead.person().id(), IssuedToken.PASSWORD_CHANGED);
        return dead.value();
    }

    private IssuedToken issue(String clientId) {
        return issue(clientId, "import-" + persons++);
    }

    private IssuedToken issue(String clientId, String username) {
        String code = simulator.grant(clientId, ImportStage.REDIRECT_URI, username, Set.of("threads_basic"));
        return simulator.tokens().issueFor(simulator.codes().find(code).orElseThrow());
    }

    private static String account(IssuedToken token) {
        return ImportStage.APP + ":" + token.accountId();
    }

    List<Row> rows() {
        return rows;
    }

    /** The rows whose tokens must be taken. */
    List<Row> good() {
        return rows.stream().filter(row -> row.result().startsWith("IMPORTED")).toList();
    }

    List<String> tokens() {
        return rows.stream().map(Row::token).toList();
    }

    /** With a byte order mark and semicolons. */
    String csv() {
        return "\uFEFFtoken;account\r\n"
                + rows.stream()
                        .map(row -> row.token() + ";" + row.accountCell() + "\r\n")
                        .collect(Collectors.joining());
    }
}
