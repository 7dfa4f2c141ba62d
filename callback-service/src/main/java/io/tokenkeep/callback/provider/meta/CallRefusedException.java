package io.tokenkeep.callback.provider.meta;

/** A call that is not believed. Carries no cause, for the messages of parsers quote what was sent. */
final class CallRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    CallRefusedException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
