package io.tokenkeep.benchmarks.refresh;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The due time of each account. Each round has one hour at which a thousandth of the accounts is due, and one with a
 * hundredth. In the hour after the last round, all other accounts are due at once.
 */
final class Dues {

    private final Instant begin;
    private final int accounts;
    private final int rounds;

    /** @param rounds number of rounds, the warm-up included */
    Dues(Instant begin, int accounts, int rounds) {
        this.begin = begin.truncatedTo(ChronoUnit.MILLIS);
        this.accounts = accounts;
        this.rounds = rounds;
    }

    /** The time at which the first token was issued. */
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

    /** Half an hour after the accounts of this hour became due. Before the first hour no account is due. */
    Instant at(int hour) {
        return begin.plus(Accounts.LIFETIME.dividedBy(2)).plus(hours(hour)).plus(Duration.ofMinutes(30));
    }

    /** Hours with few, with many and with no due accounts alternate. */
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
