package io.tokenkeep.refresh.stream;

/** What is tried again at most twice in a row, for each partition: to restore its state, and to read what was skipped. */
record Attempts(RestoreAttempts restores, RestoreAttempts skipped) {

    static Attempts none() {
        return new Attempts(new RestoreAttempts(), new RestoreAttempts());
    }
}
