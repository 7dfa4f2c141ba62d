package io.tokenkeep.callback.provider.meta;

/** A call that is refused. Has no cause, because the messages of parsers quote the request. */
final class CallRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final CallRefusal refusal;

    CallRefusedException(CallRefusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    CallRefusal refusal() {
        return refusal;
    }
}
