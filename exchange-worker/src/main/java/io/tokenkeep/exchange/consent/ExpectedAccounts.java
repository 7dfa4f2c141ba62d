package io.tokenkeep.exchange.consent;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.account.TokenCheck;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Profile;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts that a connect link expects of a consent through one app; none if it accepts all. */
public record ExpectedAccounts(List<ExpectedAccount> accounts) {

    public ExpectedAccounts {
        accounts = List.copyOf(accounts);
    }

    public static ExpectedAccounts of(ConnectLink link, String app) {
        return new ExpectedAccounts(link.getExpected().stream()
                .filter(account -> account.getApp().equals(app))
                .toList());
    }

    /** Whether one of them is connected, or all are accepted. */
    public boolean isMetBy(Answer answer, Connection connection) {
        return accounts.isEmpty()
                || accounts.stream().anyMatch(account -> switch (account.getKind()) {
                    case ACCOUNT -> ids(answer, connection.profile()).anyMatch(account.getValue()::equals);
                    case HANDLE -> isHandle(account.getValue(), connection.profile());
                    case PAGE -> isGiven(account.getValue(), connection);
                    case ERASED, UNKNOWN -> false;
                });
    }

    /** Whether an expected account may be found later, because an optional call of this attempt failed. */
    public boolean mayBeMetLater(Connection connection) {
        Profile profile = connection.profile();
        boolean nameless = profile.username() == null && profile.displayName() == null;
        return (expects(ExpectedKind.HANDLE) && nameless)
                || (expects(ExpectedKind.PAGE) && mayPass(connection.list().failure()));
    }

    /**
     * The connection with the other Pages withheld, if an expected Page is among its Pages. A person who is asked for one Page may
     * have given all of them by mistake.
     */
    public Connection withoutOtherPages(Connection connection, Instant now) {
        List<String> pages = accounts.stream()
                .filter(account -> account.getKind() == ExpectedKind.PAGE)
                .filter(account -> isId(account, now))
                .map(ExpectedAccount::getValue)
                .distinct()
                .limit(TokenCheck.MOST_EXPECTED_PAGES)
                .toList();
        return pages.stream().anyMatch(page -> isGiven(page, connection)) ? connection.meantFor(pages) : connection;
    }

    /** A token that names what is no id would be a dead letter for refresh-worker. */
    private static boolean isId(ExpectedAccount account, Instant now) {
        return RecordCheck.problem(account.getApp() + ':' + account.getValue(), now) == null;
    }

    private boolean expects(ExpectedKind kind) {
        return accounts.stream().anyMatch(account -> account.getKind() == kind);
    }

    private static boolean isGiven(String page, Connection connection) {
        return connection.list().pages().stream().anyMatch(given -> given.id().equals(page));
    }

    private static Stream<String> ids(Answer answer, Profile profile) {
        return Stream.concat(
                Stream.of(profile.accountId()), Stream.concat(profile.aliases().stream(), answer.aliases().stream()));
    }

    private static boolean isHandle(String expected, Profile profile) {
        String handle = expected.startsWith("@") ? expected.substring(1) : expected;
        return handle.equalsIgnoreCase(profile.username());
    }

    private static boolean mayPass(@Nullable Failure list) {
        return list != null && (list.kind().isUndecided() || list.kind() == FailureKind.RATE_LIMITED);
    }
}
