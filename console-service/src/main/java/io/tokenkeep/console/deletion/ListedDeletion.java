package io.tokenkeep.console.deletion;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.ShortHash;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import java.time.Instant;

/**
 * The deletion of one person's data by a list: the same for each repetition of the list.
 *
 * @param asOf the list's time, to the second. What the person consented to later stays
 * @param code by which the deletion is looked up
 */
record ListedDeletion(AccountKey account, Instant asOf, String code) {

    /** What tells it apart; no part can contain a line feed. */
    static String text(AccountKey account, Instant asOf) {
        return account + "\n" + asOf.getEpochSecond();
    }

    DataDeletion receipt() {
        return DataDeletion.newBuilder()
                .setConfirmationCode(code)
                .setApp(account.app())
                .setState(DeletionState.RECEIVED)
                .setRequestedAt(asOf)
                .build();
    }

    AccountCommand command(Instant now) {
        return AccountCommand.newBuilder()
                .setRequestId(ShortHash.of("listed deletion", code))
                .setAccount(account.toString())
                .setKind(AccountCommandKind.DELETE_DATA)
                .setRequestedAt(now)
                .setSignedAt(asOf)
                .setConfirmationCode(code)
                .build();
    }
}
