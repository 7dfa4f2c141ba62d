package io.tokenkeep.exchange.kafka;

import java.time.Duration;

/** Assignments as a test needs them. */
public final class Ownerships {

    private static final Duration SESSION = Duration.ofHours(1);

    private Ownerships() {}

    /** A partition that surely is ours for a long while. */
    public static Ownership sure() {
        Ownership ownership = new Ownership(System::nanoTime, SESSION);
        ownership.confirmed(System.nanoTime());
        return ownership;
    }

    /** The partition is lost. */
    public static void end(Ownership ownership) {
        ownership.end();
    }
}
