package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.refresh.Fixtures;
import java.time.Instant;
import java.util.List;

/** Accounts with all that one can have. */
final class Accounts {

    static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

    private Accounts() {}

    /** Every field is set. Lies in the state history: what is set here stays as it is. */
    static Account full() {
        Account account = new Account(Fixtures.consented(Fixtures.KEY, TIME), StatusState.EXPIRING);
        account.kept = Fixtures.unending(Fixtures.KEY, TIME);
        account.warned = 1;
        account.commands = 7;
        account.events = 8;
        account.publishAt = TIME.plusSeconds(1);
        account.plan = Plan.of(CommandKind.REFRESH, TIME.plusSeconds(2)).inBacklog(TIME.plusSeconds(3));
        account.inFlight = new InFlight(
                "id", CommandKind.PUBLISH, PublishForm.GONE, TIME.plusSeconds(4), TIME.plusSeconds(5), true);
        account.failureHistory = new FailureHistory(
                1,
                2,
                3,
                true,
                TIME.plusSeconds(6),
                new FailureHistory.Failure(FailureClass.REAUTHORIZE, 190, 463),
                TIME.plusSeconds(14));
        account.indexedAt = TIME.plusSeconds(7);
        account.deriveAt = TIME.plusSeconds(8);
        account.unmoved = true;
        account.doubt = TIME.plusSeconds(9);
        account.revoke = Fixtures.unending(Fixtures.KEY, TIME.plusSeconds(10));
        account.revokeAt = TIME.plusSeconds(11);
        account.aliases = List.of("threads-main:1");
        account.offers.put(
                "threads-main:2",
                new Offer(
                        "threads-main:2",
                        Fixtures.unending(Fixtures.KEY, TIME.plusSeconds(12)),
                        TIME.plusSeconds(13),
                        GoneReason.PAGE_LOST,
                        TIME.plusSeconds(15)));
        account.pages = new PersonPages(
                List.of("27640875392278831", "2"),
                List.of("2"),
                new PersonPages.Listing("list", List.of("2"), List.of("a Page")),
                3,
                TIME.plusSeconds(16));
        account.absences.put("threads-main:3", TIME.plusSeconds(17));
        account.proposal = new DeathProposal("command", GoneReason.EXPIRED);
        account.candidateCheck = new CandidateCheck("threads-main:2", GoneReason.DEAUTHORIZED);
        return account;
    }
}
