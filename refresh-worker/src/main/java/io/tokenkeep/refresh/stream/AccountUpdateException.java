package io.tokenkeep.refresh.stream;

/** An update that is not possible; nothing of it was stored or sent. The message says why and quotes no data. */
final class AccountUpdateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AccountUpdateException(String reason) {
        super(reason);
    }

    AccountUpdateException(RuntimeException mistake) {
        super("the rules failed on it (" + mistake.getClass().getSimpleName() + ")", mistake);
    }
}
