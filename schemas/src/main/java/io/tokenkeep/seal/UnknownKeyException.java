package io.tokenkeep.seal;

/**
 * The text is sealed under a key that this process does not have. During a rotation this ends once every process has the new key
 * set, so the caller should try again later.
 */
public final class UnknownKeyException extends WrongKeyException {

    private static final long serialVersionUID = 1;

    public UnknownKeyException(String kid) {
        super(
                kid,
                "sealed under key " + kid + ", which is not in this key set: add it or wait until the set has arrived");
    }
}
