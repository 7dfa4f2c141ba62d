package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.Token;

/** Everything that is known of an account and stored. */
record AccountParts(
        HeldToken held,
        FailureHistory failures,
        Suspicion suspicion,
        Schedule schedule,
        PageOffers offers,
        PersonPages pages,
        ClientAssignment assignment,
        Bookkeeping books) {

    /** The account after its first record. */
    static AccountParts first(Token token) {
        return new AccountParts(
                HeldToken.first(token),
                FailureHistory.NONE,
                Suspicion.NONE,
                Schedule.EMPTY,
                PageOffers.NONE.with(token),
                PersonPages.NONE,
                ClientAssignment.NONE,
                Bookkeeping.NONE);
    }
}
