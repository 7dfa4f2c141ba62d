package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an account comes to have no token: on evidence, where the token is kept, or on purpose, where nothing is. */
final class Endings {

    private final Planner planner;

    Endings(Planner planner) {
        this.planner = planner;
    }

    /** Decides that the current token is dead, and has it said on {@code tokens}. */
    void declareDead(AccountUpdate update, Account account, GoneReason reason, @Nullable String commandId) {
        String parent = account.current.getParentAccount();
        if (parent != null) {
            update.link(parent, Links.pageLeft(update.key(), update.now()));
        }
        if (search(update, account, reason)) {
            return;
        }
        Token dead = account.current;
        end(update, account, gone(dead, Rank.of(dead).next(), reason));
        account.publishAt = update.now();
        update.tell(account, EventKind.REAUTHORIZATION_REQUIRED, commandId);
    }

    /** Decides that somebody wanted the token to end. */
    void endOnPurpose(AccountUpdate update, Account account, Rank rank, GoneReason reason) {
        end(update, account, gone(account.current, rank, reason));
        account.publishAt = update.now();
        update.tell(account, reason == GoneReason.DATA_DELETED ? EventKind.DELETED : EventKind.REVOKED, null);
    }

    /** The person behind a Page's current token gives it no more. */
    void lost(AccountUpdate update, Account account, GoneReason reason) {
        boolean others = PageRules.candidate(account).isPresent();
        if (!others) {
            conclude(update, account, reason);
        } else if (account.live() && reason == GoneReason.DATA_DELETED) {
            // Not used for a moment longer, whoever else may give the Page.
            endOnPurpose(update, account, Rank.of(account.current).next(), GoneReason.PAGE_LOST);
            search(update, account, reason);
        } else {
            search(update, account, reason);
        }
    }

    /** The token that was tried does not work: the next one, or nothing. */
    void searchOn(AccountUpdate update, Account account) {
        GoneReason reason = account.candidateCheck == null ? GoneReason.PAGE_LOST : account.candidateCheck.reason();
        account.candidateCheck = null;
        if (!search(update, account, reason)) {
            conclude(update, account, reason);
        }
    }

    /** Looks for another person's token; false when there is none to try. */
    private boolean search(AccountUpdate update, Account account, GoneReason reason) {
        Optional<Offer> next = PageRules.candidate(account);
        account.absences.clear();
        next.ifPresent(offer -> {
            account.candidateCheck = new CandidateCheck(offer.parent(), reason);
            if (account.inFlight != null) {
                account.inFlight = account.inFlight.asOutdated();
            }
            planner.reschedule(update, account);
        });
        return next.isPresent();
    }

    private void conclude(AccountUpdate update, Account account, GoneReason reason) {
        account.candidateCheck = null;
        Rank rank = Rank.of(account.current).next();
        if (account.live() && onEvidence(reason)) {
            end(update, account, gone(account.current, rank, reason));
            account.publishAt = update.now();
            update.tell(account, EventKind.REAUTHORIZATION_REQUIRED, null);
        } else if (!onEvidence(reason) && account.current.getGoneReason() != reason) {
            endOnPurpose(update, account, rank, reason);
        } else {
            Token kept = account.kept;
            account.kept = kept != null && PageRules.isGiven(account, kept) ? kept : null;
            planner.reschedule(update, account);
        }
    }

    /** Puts a GONE in the place of what was current. */
    void end(AccountUpdate update, Account account, Token gone) {
        PersonRules.changed(update, account, gone);
        account.absences.clear();
        account.proposal = null;
        boolean onEvidence = onEvidence(gone.getGoneReason());
        boolean mayWork = onEvidence && gone.getGoneReason() != GoneReason.PAGE_LOST;
        Token last = account.live() ? account.current : account.kept;
        account.kept = mayWork ? last : null;
        account.doubt = null;
        account.deriveAt = null;
        account.candidateCheck = null;
        account.failureHistory = onEvidence ? account.failureHistory : FailureHistory.NONE;
        account.current = gone;
        account.state = stateOf(gone);
        if (account.inFlight != null) {
            account.inFlight = account.inFlight.asOutdated();
        }
        planner.reschedule(update, account);
    }

    /** The rank of what is decided about an account at that time. */
    static Rank rankOf(Account account, Instant orderedAt) {
        Token current = account.current;
        return orderedAt.isAfter(current.getOrderedAt())
                ? Rank.first(orderedAt)
                : Rank.of(current).next();
    }

    static boolean onEvidence(@Nullable GoneReason reason) {
        return stateOf(reason) == StatusState.REAUTHORIZATION_REQUIRED;
    }

    static StatusState stateOf(Token token) {
        return token.getState() == TokenState.LIVE ? StatusState.CONNECTED : stateOf(token.getGoneReason());
    }

    private static StatusState stateOf(@Nullable GoneReason reason) {
        if (reason == null) {
            return StatusState.REAUTHORIZATION_REQUIRED;
        }
        return switch (reason) {
            case DISCONNECTED -> StatusState.DISCONNECTED;
            case DEAUTHORIZED -> StatusState.DEAUTHORIZED;
            case DATA_DELETED -> StatusState.DELETED;
            case UNKNOWN, REAUTHORIZATION_REQUIRED, EXPIRED, PAGE_LOST -> StatusState.REAUTHORIZATION_REQUIRED;
        };
    }

    private static Token gone(Token from, Rank rank, GoneReason reason) {
        Token.Builder gone = Token.newBuilder(from)
                .setState(TokenState.GONE)
                .setGoneReason(reason)
                .setSealedToken(null)
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setCommandId(null)
                .setIssuedAt(null)
                .setExpiresAt(null)
                .setRefreshableAt(null)
                .setDataAccessExpiresAt(null);
        if (reason == GoneReason.DATA_DELETED) {
            gone.setDisplayName(null)
                    .setLinkedAccounts(List.of())
                    .setLinkedAccountsTotal(0)
                    .setMissingPages(List.of())
                    .setListFailure(null)
                    .setScopes(List.of())
                    .setMissingScopes(List.of())
                    .setTasks(List.of());
        }
        return gone.build();
    }
}
