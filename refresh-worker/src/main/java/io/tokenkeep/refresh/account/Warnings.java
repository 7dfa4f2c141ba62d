package io.tokenkeep.refresh.account;

/**
 * The warnings about the end of the current token.
 *
 * @param given how many warnings were sent
 * @param unmoved whether the last attempt to extend the token left its end where it was; such an end is warned of earlier
 */
record Warnings(int given, boolean unmoved) {

    static final Warnings NONE = new Warnings(0, false);

    Warnings withdrawn() {
        return new Warnings(0, unmoved);
    }

    Warnings oneMore() {
        return new Warnings(given + 1, unmoved);
    }

    Warnings endUnmoved() {
        return new Warnings(given, true);
    }
}
