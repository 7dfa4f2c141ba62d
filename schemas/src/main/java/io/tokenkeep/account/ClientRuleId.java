package io.tokenkeep.account;

import io.tokenkeep.avro.ExpectedKind;
import java.util.Locale;

/** The key of a client rule: an account has at most one rule of a kind. Handles are equal without regard to case or a leading @. */
public final class ClientRuleId {

    private ClientRuleId() {}

    /** The key of the rule for what is named so, 22 characters. */
    public static String of(String app, ExpectedKind kind, String value) {
        return ShortHash.of(app, kind.name(), kind == ExpectedKind.HANDLE ? handle(value) : value);
    }

    /** A handle in the form in which two of them are compared. */
    public static String handle(String written) {
        return (written.startsWith("@") ? written.substring(1) : written).toLowerCase(Locale.ROOT);
    }
}
