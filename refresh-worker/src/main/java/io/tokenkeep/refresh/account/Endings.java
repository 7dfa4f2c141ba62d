package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends an account: on evidence, and then the token is kept, or by intent, and then nothing is kept. A Page whose token ends
 * continues with another person's token, if one works.
 */
final class Endings {

    private final Planner planner;

    Endings(Planner planner) {
        this.planner = planner;
    }

    /** A GONE of another writer was read. */
    void read(AccountUpdate update, Account account, Token gone) {
        end(update, account, gone, null);
    }

    /** The current token is dead, and that is published. */
    void declareDead(AccountUpdate update, Account account, GoneReason reason, @Nullable String commandId) {
        String parent = account.current().getParentAccount();
        if (parent != null) {
            update.link(parent, Links.pageLeft(update.key(), update.now()));
        }
        if (!search(update, account, reason)) {
            endOnEvidence(update, account, reason, commandId);
        }
    }

    /** The token ends by intent: of the agency, of the person, or of the person behind a Page. */
    void endByIntent(AccountUpdate update, Account account, Rank rank, GoneReason reason) {
        end(update, account, Tokens.gone(account.current(), rank, reason), update.now());
        update.emit(account, reason == GoneReason.DATA_DELETED ? EventKind.DELETED : EventKind.REVOKED, null);
    }

    /** The person behind a Page's current token does not give the Page any more. */
    void lost(AccountUpdate update, Account account, GoneReason reason) {
        boolean others = account.offers().candidate(account.current()).isPresent();
        if (!others) {
            conclude(update, account, reason);
            return;
        }
        if (account.live() && reason == GoneReason.DATA_DELETED) {
            // The token is not served a moment longer, even if another person gives the Page.
            endByIntent(update, account, account.held().nextRank(), GoneReason.PAGE_LOST);
        }
        search(update, account, reason);
    }

    /** The token that was verified does not work. The next one is verified; without one the Page ends. */
    void searchOn(AccountUpdate update, Account account) {
        CandidateCheck check = account.offers().check();
        GoneReason reason = check == null ? GoneReason.PAGE_LOST : check.reason();
        if (!search(update, account, reason)) {
            conclude(update, account, reason);
        }
    }

    /** Looks for another person's token. Returns false if there is none to verify. */
    private boolean search(AccountUpdate update, Account account, GoneReason reason) {
        account.offers(account.offers().withoutAbsences().checking(null));
        Optional<Offer> next = account.offers().candidate(account.current());
        next.ifPresent(offer -> {
            account.searching(new CandidateCheck(offer.parent(), reason));
            planner.reschedule(update, account);
        });
        return next.isPresent();
    }

    private void conclude(AccountUpdate update, Account account, GoneReason reason) {
        boolean onEvidence = Tokens.onEvidence(reason);
        if (account.live() && onEvidence) {
            endOnEvidence(update, account, reason, null);
        } else if (!onEvidence && account.current().getGoneReason() != reason) {
            endByIntent(update, account, account.held().nextRank(), reason);
        } else {
            account.searchedInVain();
            planner.reschedule(update, account);
        }
    }

    private void endOnEvidence(AccountUpdate update, Account account, GoneReason reason, @Nullable String commandId) {
        end(update, account, Tokens.gone(account.current(), account.held().nextRank(), reason), update.now());
        update.emit(account, EventKind.REAUTHORIZATION_REQUIRED, commandId);
    }

    private void end(AccountUpdate update, Account account, Token gone, @Nullable Instant publishAt) {
        PersonRules.changes(update, account, gone);
        account.ended(gone, publishAt);
        planner.reschedule(update, account);
    }
}
