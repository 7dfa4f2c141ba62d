package io.tokenkeep.seal;

/** A sealed text that is not opened. The message has the reason and, of the text, at most the name of its key. */
public class SealRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public SealRefusedException(String reason) {
        super(reason);
    }
}
