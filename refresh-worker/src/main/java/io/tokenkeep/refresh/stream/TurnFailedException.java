package io.tokenkeep.refresh.stream;

/** A turn that cannot be made; nothing of it was stored or sent. The message says why and quotes nothing. */
final class TurnFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TurnFailedException(String reason) {
        super(reason);
    }

    TurnFailedException(RuntimeException mistake) {
        super("the rules failed on it (" + mistake.getClass().getSimpleName() + ")", mistake);
    }
}
