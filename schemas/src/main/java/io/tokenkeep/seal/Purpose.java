package io.tokenkeep.seal;

/** The kind of a sealed secret. It stands in the protected header and in the plaintext, so no kind can pass for another. */
public enum Purpose {
    AUTHORIZATION_CODE("authorization-code"),
    CODE_VERIFIER("code-verifier"),
    PROVIDER_ANSWER("provider-answer"),
    ACCESS_TOKEN("access-token"),
    REFRESH_TOKEN("refresh-token"),
    HELD_CONSENT("held-consent"),
    IMPORTED_TOKEN("imported-token"),
    EXPORTED_TOKEN("exported-token"),
    STATE("state");

    private final String wireName;

    Purpose(String wireName) {
        this.wireName = wireName;
    }

    /** The name in headers and plaintexts. */
    public String wireName() {
        return wireName;
    }
}
