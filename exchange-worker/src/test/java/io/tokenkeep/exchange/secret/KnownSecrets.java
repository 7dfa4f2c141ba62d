package io.tokenkeep.exchange.secret;

import io.tokenkeep.avro.RefreshSecret;

/** The refresh tokens of one partition, as a test needs them. */
public final class KnownSecrets {

    public static final int PARTITION = 0;

    private final RefreshSecrets secrets = new RefreshSecrets(100);

    public KnownSecrets() {
        secrets.begin(PARTITION);
        secrets.caughtUp(PARTITION);
    }

    public RefreshSecrets secrets() {
        return secrets;
    }

    /** The record was read from the topic. */
    public void read(RefreshSecret secret) {
        secrets.in(PARTITION, known -> known.read(secret.getAccount(), SecretOrder.of(secret), secret));
    }

    /** The partition was assigned anew, and nothing of it is read yet. */
    public void begin() {
        secrets.begin(PARTITION);
    }
}
