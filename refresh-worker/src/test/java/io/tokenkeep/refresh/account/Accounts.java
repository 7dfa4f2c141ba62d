package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.refresh.Fixtures;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Accounts with all that one can have. */
final class Accounts {

    static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

    private Accounts() {}

    /** Every field is set. Lies in the state history: what is set here stays as it is. */
    static Account full() {
        return Account.of(new AccountParts(
                new HeldToken(
                        Fixtures.consented(Fixtures.KEY, TIME),
                        Fixtures.unending(Fixtures.KEY, TIME),
                        StatusState.EXPIRING,
                        new Warnings(1, true)),
                new FailureHistory(
                        1,
                        2,
                        3,
                        true,
                        TIME.plusSeconds(6),
                        new FailureHistory.Failure(FailureClass.REAUTHORIZE, 190, 463),
                        TIME.plusSeconds(14)),
                new Suspicion(TIME.plusSeconds(9), new DeathProposal("command", GoneReason.EXPIRED)),
                schedule(),
                offers(),
                new PersonPages(
                        List.of("27640875392278831", "2"),
                        List.of("2"),
                        new PersonPages.Listing("list", List.of("2"), List.of("a Page")),
                        3,
                        TIME.plusSeconds(16)),
                new ClientAssignment(TIME.plusSeconds(18), "another client"),
                new Bookkeeping(
                        List.of("threads-main:1"),
                        TIME.plusSeconds(7),
                        7,
                        8,
                        List.of("answered"),
                        new ImportOrigin("import", TIME.plusSeconds(19)))));
    }

    private static Schedule schedule() {
        return new Schedule(
                Plan.of(CommandKind.REFRESH, TIME.plusSeconds(2))
                        .inBacklog(TIME.plusSeconds(3))
                        .answering("planned"),
                TIME.plusSeconds(1),
                new InFlight(
                        "id",
                        CommandKind.PUBLISH,
                        PublishForm.GONE,
                        TIME.plusSeconds(4),
                        TIME.plusSeconds(5),
                        true,
                        List.of("sent")),
                TIME.plusSeconds(8),
                new Revocation(Fixtures.unending(Fixtures.KEY, TIME.plusSeconds(10)), TIME.plusSeconds(11)),
                new DeferredAction("deferred", CommandKind.VERIFY, TIME.plusSeconds(20)));
    }

    private static PageOffers offers() {
        Offer offer = new Offer(
                "threads-main:2",
                Fixtures.unending(Fixtures.KEY, TIME.plusSeconds(12)),
                TIME.plusSeconds(13),
                GoneReason.PAGE_LOST,
                TIME.plusSeconds(15));
        return new PageOffers(
                Map.of("threads-main:2", offer),
                Map.of("threads-main:3", TIME.plusSeconds(17)),
                new CandidateCheck("threads-main:2", GoneReason.DEAUTHORIZED));
    }
}
