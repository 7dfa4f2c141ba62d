package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.Issue.Code;
import io.tokenkeep.console.reconnect.Advice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is wrong with an account, or will soon be, as far as its status says. None of it names another account or client, or is a
 * secret.
 */
record Issues(Capabilities capabilities) {

    /** How long before the end of the access to data it is an issue. */
    static final Duration NOTICE = Duration.ofDays(14);

    private static final String NEW_CONSENT =
            "Make a reconnect link, or a connect link that expects the account, and have the person consent again.";

    /** In the order in which they matter; empty for a healthy account. */
    List<Issue> of(AccountStatus status, Instant now) {
        List<Issue> issues = new ArrayList<>();
        state(status).ifPresent(issues::add);
        if (hasToken(status.getState())) {
            failure(status).ifPresent(issues::add);
            missing(status).forEach(issues::add);
            end(status, now).ifPresent(issues::add);
        }
        pages(status).forEach(issues::add);
        return issues;
    }

    private static boolean hasToken(StatusState state) {
        return state == StatusState.CONNECTED
                || state == StatusState.EXPIRING
                || state == StatusState.USER_ACTION_REQUIRED;
    }

    private static Optional<Issue> state(AccountStatus status) {
        String advice = Advice.of(status).orElse(null);
        return switch (status.getState()) {
            case EXPIRING ->
                Optional.of(new Issue(
                        Code.ENDS_SOON, "The access ends soon, and the provider does not extend it.", advice));
            case REAUTHORIZATION_REQUIRED ->
                Optional.of(new Issue(
                        Code.CONSENT_NEEDED, "The access has ended, and only a new consent brings it back.", advice));
            case USER_ACTION_REQUIRED ->
                Optional.of(
                        new Issue(Code.PERSON_MUST_ACT, "The provider wants something from the person first.", advice));
            case DEAUTHORIZED ->
                Optional.of(new Issue(Code.APP_REMOVED, "The person removed the app at the provider.", advice));
            case DISCONNECTED ->
                Optional.of(new Issue(
                        Code.DISCONNECTED, "The agency gave the account up.", "To have it back: " + NEW_CONSENT));
            case UNKNOWN, CONNECTED, DELETED -> Optional.empty();
        };
    }

    private static Optional<Issue> failure(AccountStatus status) {
        return switch (status.getFailureClass()) {
            case NONE, USER_ACTION, PERMISSION_MISSING -> Optional.empty();
            case TRANSIENT ->
                Optional.of(Issue.of(
                        Code.PROVIDER_FAILS,
                        "The last call failed at the provider, and is repeated until one succeeds."));
            case RATE_LIMITED ->
                Optional.of(
                        Issue.of(Code.RATE_LIMITED, "The provider limits the calls, and the next one is made later."));
            case REAUTHORIZE ->
                Optional.of(Issue.of(
                        Code.TOKEN_REFUSED,
                        "The provider refused the token, and it is verified whether that is the end of it."));
            case MISCONFIGURED ->
                Optional.of(new Issue(
                        Code.APP_REFUSED,
                        "The provider refuses the app " + status.getApp() + ", not the account.",
                        "See what the app lacks, at /apps/" + status.getApp() + "."));
            case KEY_UNKNOWN ->
                Optional.of(new Issue(
                        Code.KEY_MISSING,
                        "exchange-worker does not have the key under which the token is sealed.",
                        "Add the key to tokens.keys of exchange-worker; its health component keys names it."));
            case REFRESH_TOKEN_SPENT ->
                Optional.of(new Issue(
                        Code.REFRESH_TOKEN_SPENT,
                        "The refresh token is spent, so the access lives until its end and no longer.",
                        NEW_CONSENT));
            case CODE_SPENT, BAD_REQUEST, UNKNOWN ->
                Optional.of(new Issue(
                        Code.CALL_REFUSED,
                        "The provider refused how it was asked, and not the token.",
                        "See the log of exchange-worker, and the provider's error code."));
        };
    }

    /** What the app asked for and did not get. What it never asked for is no issue. */
    private Stream<Issue> missing(AccountStatus status) {
        Set<String> rest = new TreeSet<>(status.getMissingScopes());
        List<Issue> issues = new ArrayList<>();
        for (Capabilities.Possible one : capabilities.of(status)) {
            List<String> refused = one.missingScopes().stream()
                    .filter(status.getMissingScopes()::contains)
                    .toList();
            String task = one.missingTask();
            if (!refused.isEmpty()) {
                rest.removeAll(refused);
                issues.add(new Issue(
                        code(one),
                        "The person did not allow " + String.join(", ", refused) + ".",
                        "The person has to consent again, and leave all permissions on."));
            } else if (task != null && one.missingScopes().isEmpty()) {
                issues.add(
                        new Issue(
                                code(one),
                                "The person who gave the Page does not have the task " + task + " there.",
                                "Somebody who manages the Page has to give the person this task, or somebody who has it has to consent."));
            }
        }
        if (!rest.isEmpty()) {
            issues.add(new Issue(
                    Code.PERMISSION_MISSING,
                    "The person did not allow " + String.join(", ", rest) + ".",
                    "If it is needed, the person has to consent again, and leave all permissions on."));
        }
        return issues.stream();
    }

    private static Code code(Capabilities.Possible one) {
        return switch (one.capability()) {
            case READ -> Code.CANNOT_READ;
            case PUBLISH -> Code.CANNOT_PUBLISH;
            case INSIGHTS -> Code.CANNOT_SEE_INSIGHTS;
        };
    }

    private static Optional<Issue> end(AccountStatus status, Instant now) {
        Instant dataEnd = status.getDataAccessExpiresAt();
        if (dataEnd != null && !dataEnd.isAfter(now)) {
            return Optional.of(
                    new Issue(Code.DATA_ACCESS_ENDED, "The access to data ended at " + dataEnd + ".", NEW_CONSENT));
        }
        if (dataEnd != null && dataEnd.isBefore(now.plus(NOTICE))) {
            return Optional.of(
                    new Issue(Code.DATA_ACCESS_ENDS, "The access to data ends at " + dataEnd + ".", NEW_CONSENT));
        }
        Instant end = status.getExpiresAt();
        return status.getState() == StatusState.CONNECTED && end != null && !isActedOnBefore(status, end)
                ? Optional.of(new Issue(
                        Code.NOT_EXTENDED, "The token ends at " + end + ", and nothing extends it.", NEW_CONSENT))
                : Optional.empty();
    }

    /** A verification before the end is followed by the next plan; one at the end only finds out that it came. */
    private static boolean isActedOnBefore(AccountStatus status, Instant end) {
        Instant next = status.getNextActionAt();
        return status.getNextAction() == CommandKind.REFRESH || (next != null && next.isBefore(end));
    }

    private static Stream<Issue> pages(AccountStatus status) {
        List<Issue> issues = new ArrayList<>();
        // Withheld ones were not meant by the link.
        long missing = status.getMissingPages().stream()
                .filter(page -> page.getReason() != MissingPageReason.WITHHELD)
                .count();
        if (missing > 0) {
            issues.add(new Issue(
                    Code.PAGES_MISSING,
                    missing + (missing == 1 ? " Page" : " Pages") + " of the person cannot be used; see missingPages.",
                    "The person has to consent again and select these Pages, and needs a task at each of them."));
        }
        if (status.getListFailure() != null) {
            issues.add(Issue.of(
                    Code.PAGES_NOT_READ,
                    "The list of the person's Pages could not be read completely (" + status.getListFailure()
                            + "), and is read again."));
        }
        return issues.stream();
    }

    /** For callers who may know of the other client. */
    static Issue conflict() {
        return new Issue(
                Code.CLIENT_CONFLICT,
                "A later consent named another client; see claimedForClient.",
                "An admin has to assign the account to one of the two clients (/assignments).");
    }
}
