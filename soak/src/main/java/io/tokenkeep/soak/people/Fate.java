package io.tokenkeep.soak.people;

/** What becomes of a person in a soak. */
public enum Fate {
    /** Nothing that should end an account. */
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
