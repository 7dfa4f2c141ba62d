package io.tokenkeep.console.reconnect;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.FailureClass;
import java.util.Optional;

/** What a person has to do about an account, in English, for the agency. */
public final class Advice {

    private static final String CONSENT = " has to open the link and consent again.";
    private static final String PAGE_CONSENT = " has to open the link, consent, and leave the Page selected.";

    private Advice() {}

    /** Empty for an account that needs nobody. */
    public static Optional<String> of(AccountStatus status) {
        String account = new AccountKey(status.getApp(), status.getAccountId()).toString();
        return Reconnection.isNeededIn(status.getState())
                ? Optional.of(of(Reconnection.of(account, status)))
                : Optional.empty();
    }

    static String of(Reconnection one) {
        return one.isPage() ? ofPage(one) : ofPerson(one);
    }

    private static String ofPerson(Reconnection one) {
        return switch (one.state()) {
            case EXPIRING ->
                "The access ends soon, and the provider does not extend it. Nothing is interrupted until then. The person"
                        + CONSENT;
            case USER_ACTION_REQUIRED ->
                "The provider wants something from the person, such as a login or a confirmation. The person has to open the provider's"
                        + " app or website and do what it says; the account then goes on by itself. If it does not, the person"
                        + CONSENT;
            case DEAUTHORIZED ->
                "The person removed the app at the provider. If that was a mistake, the person" + CONSENT;
            default ->
                one.failureClass() == FailureClass.PERMISSION_MISSING
                        ? "The person did not allow a permission that is needed. The person has to open the link, consent again, and"
                                + " leave all permissions on."
                        : "The access has ended. The person" + CONSENT;
        };
    }

    private static String ofPage(Reconnection one) {
        return switch (one.state()) {
            case EXPIRING ->
                "The access ends soon, and the provider does not extend it. Nothing is interrupted until then. Somebody who manages the"
                        + " Page" + PAGE_CONSENT;
            case USER_ACTION_REQUIRED ->
                "The provider wants something from the person who gave the Page, such as a login or a confirmation. This person has to"
                        + " open the provider's app or website and do what it says; the Page then goes on by itself. If it does not,"
                        + " somebody who manages the Page" + PAGE_CONSENT;
            case DEAUTHORIZED ->
                "The person who gave the Page removed the app at the provider. If that was a mistake, this person, or somebody else"
                        + " who manages the Page," + PAGE_CONSENT;
            default ->
                one.failureClass() == FailureClass.PERMISSION_MISSING
                        ? "A permission that is needed was not allowed, or the role at the Page is too low. Somebody who manages the"
                                + " Page has to open the link, consent, and leave the Page and all permissions on."
                        : "The access to the Page has ended, or the Page is not given any more. Somebody who manages the Page"
                                + PAGE_CONSENT;
        };
    }
}
