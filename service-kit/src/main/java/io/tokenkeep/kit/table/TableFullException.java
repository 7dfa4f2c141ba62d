package io.tokenkeep.kit.table;

/** The table holds as many keys as it may, so no further key can be made. */
public final class TableFullException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TableFullException(String table, int limit) {
        super(table + " has its " + limit + " keys", null, false, false);
    }
}
