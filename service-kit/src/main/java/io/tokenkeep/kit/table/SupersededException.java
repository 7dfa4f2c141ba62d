package io.tokenkeep.kit.table;

/** Another change of the same key came first; the caller looks at the current record and decides anew. */
public final class SupersededException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SupersededException() {
        super("another change came first", null, false, false);
    }
}
