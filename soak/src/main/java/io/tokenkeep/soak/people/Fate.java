package io.tokenkeep.soak.people;

/** The event that happens to a person in a soak. */
public enum Fate {
    /** No event that ends an account. */
    LIVES,
    PASSWORD_CHANGED,
    APP_REMOVED,
    DISCONNECTED,
    DELETION_ASKED;

    /** Whether every account that the person alone gives must end. */
    public boolean ends() {
        return this != LIVES;
    }
}
