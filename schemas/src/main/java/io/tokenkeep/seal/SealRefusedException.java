package io.tokenkeep.seal;

/** A sealed text that is not opened. The message says why and holds nothing of the text but the name of a key. */
public class SealRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public SealRefusedException(String reason) {
        super(reason);
    }
}
