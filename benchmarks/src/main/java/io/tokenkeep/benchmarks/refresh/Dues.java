package io.tokenkeep.benchmarks.refresh;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which account is due when: each round has an hour with a thousandth of them and one with a hundredth; after that comes
 * an hour at which all the others are due at once.
 */
final class Dues {

    private final Instant begin;
    private final int accounts;
    private final int rounds;

    /** {@code rounds} with the warm-up. */
    Dues(Instant begin, int accounts, int rounds) {
        this.begin = begin.truncatedTo(ChronoUnit.MILLIS);
        this.accounts = accounts;
        this.rounds = rounds;
    }

    /** When the first token was issued. */
    Instant begin() {
        return begin;
    }

    int few() {
        return Math.max(1, accounts / 1000);
    }

    int many() {
        return 10 * few();
    }

    int rounds() {
        return rounds;
    }

    Accounts accounts() {
        return new Accounts(accounts, number -> begin.plus(hours(hour(number))));
    }

    /** Half an hour after the accounts of this hour became due; before the first one nobody is due. */
    Instant at(int hour) {
        return begin.plus(Accounts.LIFETIME.dividedBy(2)).plus(hours(hour)).plus(Duration.ofMinutes(30));
    }

    /** Hours with a few, with many and with none follow each other. */
    int hourOfFew(int round) {
        return 3 * round;
    }

    int hourOfMany(int round) {
        return 3 * round + 1;
    }

    int hourOfNone(int round) {
        return 3 * round + 2;
    }

    int hourOfTheRest() {
        return 3 * rounds;
    }

    private int hour(int number) {
        int round = number / (few() + many());
        if (round >= rounds) {
            return hourOfTheRest();
        }
        return number % (few() + many()) < few() ? hourOfFew(round) : hourOfMany(round);
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
