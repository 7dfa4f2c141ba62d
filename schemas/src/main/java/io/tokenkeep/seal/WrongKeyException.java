package io.tokenkeep.seal;

/**
 * The text has the right form, purpose and subject, but its key does not open it here: this key set has no key of that name, has
 * retired it, or has other bytes under the name. A changed text looks the same. A key set must be mended, and the text may open
 * after that.
 */
public class WrongKeyException extends SealRefusedException {

    private static final long serialVersionUID = 1;

    private final String kid;
    private final boolean retired;

    WrongKeyException(String kid, String reason) {
        this(kid, false, reason);
    }

    private WrongKeyException(String kid, boolean retired, String reason) {
        super(reason);
        this.kid = kid;
        this.retired = retired;
    }

    /** The name of the key that the text is sealed under. */
    public String kid() {
        return kid;
    }

    /** Whether this key set names the key as retired. */
    public boolean isRetired() {
        return retired;
    }

    static WrongKeyException retired(String kid) {
        return new WrongKeyException(kid, true, "sealed under key " + kid + ", which is retired");
    }

    static WrongKeyException otherBytes(String kid) {
        return new WrongKeyException(
                kid, false, "it does not open under key " + kid + ": changed, or another key of that name");
    }
}
