package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers each REFRESH_NOW, VERIFY_NOW, DISCONNECT and IMPORT with one event. The next REFRESH or VERIFY that is sent carries the
 * waiting ones out, and its answer ends them. {@link #close} ends what another input overtook, so that none is lost.
 */
final class Actions {

    private Actions() {}

    /** Whether an account command of this kind is answered. */
    static boolean isAnswered(AccountCommandKind kind) {
        return switch (kind) {
            case REFRESH_NOW, VERIFY_NOW, DISCONNECT, IMPORT -> true;
            case DEAUTHORIZED, DELETE_DATA, ASSIGN_CLIENT, REVOKE_UNUSED, UNKNOWN -> false;
        };
    }

    /**
     * Plans the action that the account command wants: now, in place of any later plan; or, if it may wait, behind everything that
     * is due. If the account is being asked about already, that answer ends a command that may wait.
     */
    static void plan(AccountUpdate update, Account account, AccountCommand accountCommand, CommandKind kind) {
        String request = accountCommand.getRequestId();
        Schedule schedule = account.schedule();
        if (!accountCommand.getBehindDue()) {
            Plan before = schedule.plan();
            replace(update, before == null ? null : before.request());
            Planner.plan(account, Plan.of(kind, update.now()).answering(request));
            return;
        }
        InFlight inFlight = schedule.inFlight();
        if (inFlight != null && inFlight.canAnswer()) {
            account.schedule(schedule.commanded(inFlight.answering(request)));
            return;
        }
        DeferredAction before = schedule.deferred();
        replace(update, before == null ? null : before.request());
        account.schedule(account.schedule().deferring(new DeferredAction(request, kind, update.now())));
    }

    /** The account was ended by a later account command. */
    static void replaceAll(AccountUpdate update) {
        update.requests().forEach(request -> replace(update, request));
    }

    private static void replace(AccountUpdate update, @Nullable String request) {
        if (request != null) {
            update.end(ActionEnd.of(request, ActionResult.REPLACED));
        }
    }

    /** The answer to this command was read, and the rules have decided what it means. */
    static void answered(AccountUpdate update, InFlight answered, RefreshOutcome outcome) {
        answered.requests().forEach(request -> update.end(ActionEnd.of(request, outcome)));
    }

    /** A token was read that this command brought. */
    static void renewed(AccountUpdate update, @Nullable InFlight answered) {
        if (answered != null) {
            end(update, answered, ActionResult.REFRESHED);
        }
    }

    /** This command will never be answered. The account goes on by itself. */
    static void unanswered(AccountUpdate update, InFlight lost) {
        end(update, lost, ActionResult.NOT_DECIDED);
    }

    private static void end(AccountUpdate update, InFlight command, ActionResult result) {
        command.requests().forEach(request -> update.end(new ActionEnd(request, result, null, command.commandId())));
    }

    /**
     * To be called at the end of an update. An account command that waited before is still waiting, or it is answered now: a
     * consent, an end or another token came before it was carried out.
     */
    static void close(AccountUpdate update) {
        Account account = update.account();
        Token before = update.currentBefore();
        if (before == null) {
            return;
        }
        ActionResult overtaken = overtaken(before, account);
        List<String> waiting = account == null ? List.of() : stillWaiting(account.schedule(), overtaken);
        List<String> ended = new ArrayList<>(update.requests());
        ended.addAll(account == null ? List.of() : account.schedule().requests());
        ended.removeAll(waiting);
        ended.forEach(request -> update.end(ActionEnd.of(request, overtaken)));
    }

    /** A consent or an end leaves none. The answer to a command that is outdated says nothing about the current token. */
    private static List<String> stillWaiting(Schedule schedule, ActionResult overtaken) {
        if (overtaken == ActionResult.NOT_POSSIBLE) {
            return List.of();
        }
        InFlight inFlight = schedule.inFlight();
        return inFlight != null && inFlight.outdated() ? schedule.waiting() : schedule.requests();
    }

    /** What became of an account command that was not carried out. */
    private static ActionResult overtaken(Token before, @Nullable Account account) {
        if (account == null
                || !account.current().getOrderedAt().equals(before.getOrderedAt())
                || account.held().last() == null
                || (Tokens.isLive(before) && !account.live())) {
            return ActionResult.NOT_POSSIBLE;
        }
        boolean renewed = account.live() && !Tokens.sameSubstance(before, account.current());
        return renewed ? ActionResult.REFRESHED : ActionResult.NOT_DECIDED;
    }
}
