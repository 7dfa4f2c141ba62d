package io.tokenkeep.console.account;

import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** The orders of the list. Each ends with the key, so that no two accounts have the same place. */
enum AccountSort {
    /** By the keys alone. */
    KEY("key"),
    /** What ends first stands first; accounts without an end stand last. */
    ENDS_AT("endsAt"),
    /** What changed last stands first. */
    CHANGED_AT("changedAt"),
    /** Without regard to case; accounts without a name stand last. */
    NAME("name");

    private final String text;

    AccountSort(String text) {
        this.text = text;
    }

    SortField[] fields() {
        SortField key = new SortField(AccountFields.KEY, SortField.Type.STRING);
        return switch (this) {
            case KEY -> new SortField[] {key};
            case ENDS_AT -> new SortField[] {new SortField(AccountFields.BY_END, SortField.Type.LONG), key};
            case CHANGED_AT -> new SortField[] {new SortField(AccountFields.BY_CHANGE, SortField.Type.LONG, true), key};
            case NAME -> new SortField[] {lastIfMissing(), key};
        };
    }

    private static SortField lastIfMissing() {
        SortField name = new SortField(AccountFields.BY_NAME, SortField.Type.STRING);
        name.setMissingValue(SortField.STRING_LAST);
        return name;
    }

    /** As the contract has it. */
    String text() {
        return text;
    }

    static Optional<AccountSort> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }

    Sort sort() {
        return new Sort(fields());
    }
}
