package io.tokenkeep.seal;

/**
 * The text is sealed under a key this process does not have. During a rotation that mends itself once the key set is
 * everywhere, so it is worth another try.
 */
public final class UnknownKeyException extends WrongKeyException {

    private static final long serialVersionUID = 1;

    public UnknownKeyException(String kid) {
        super(
                kid,
                "sealed under key " + kid + ", which is not in this key set: add it or wait until the set has arrived");
    }
}
