package io.tokenkeep.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. Safe for use by many threads. */
public final class MutableClock extends Clock {
    private final Hand hand;
    private final ZoneId zone;

    private MutableClock(Hand hand, ZoneId zone) {
        this.hand = hand;
        this.zone = zone;
    }

    public static MutableClock at(Instant start) {
        return new MutableClock(new Hand(start), ZoneOffset.UTC);
    }

    public static MutableClock at(String start) {
        return at(Instant.parse(start));
    }

    /** Moves the clock, backwards with a negative duration, and returns the new time. */
    public Instant advance(Duration by) {
        return hand.move(by);
    }

    public void set(Instant instant) {
        hand.set(instant);
    }

    @Override
    public Instant instant() {
        return hand.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Another zone's view of the same time: moving either moves both. */
    @Override
    public Clock withZone(ZoneId other) {
        return new MutableClock(hand, other);
    }

    private static final class Hand {
        private Instant now;

        Hand(Instant start) {
            now = start;
        }

        synchronized Instant now() {
            return now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }

        synchronized Instant move(Duration by) {
            now = now.plus(by);
            return now;
        }
    }
}
