package io.tokenkeep.console.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.ClaimStore;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.kit.table.TableWriter;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectLinksTest {

    private static final Instant NOW = LinkFixtures.NOW;
    private static final RecordPlace PLACE = new RecordPlace(0, 0, NOW);
    private static final LinkKeys KEYS = LinkKeys.parse(LinkKeys.generate("links-1", new SecureRandom()));
    private static final LinkSignature SIGNATURE = new LinkSignature(KEYS);
    private static final RecordPublisher NONE = record -> Future.failedFuture("nothing is written here");

    private final Vertx vertx = Vertx.vertx();
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final RecordTable<ConnectLink> table = new RecordTable<>(LinkTable.shape(), 3000);
    private final LinkUses uses = new LinkUses(10);
    private final ReconnectLinks links = links();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void notReadyUntilAllUsesAreRead() {
        assertThat(links.isReady()).isFalse();
        uses.nowCaughtUp();
        assertThat(links.isReady()).isTrue();
    }

    @Test
    void linkIsFoundWhereverItLiesAmongMany() {
        IntStream.range(0, 2500).forEach(i -> hold("other-%04d".formatted(i), "other-" + i, NOW));
        hold("a-first", "1", NOW);
        hold("other-1000-between", "2", NOW);
        hold("z-last", "3", NOW);

        Map<ReconnectLinks.Target, ConnectLink> open =
                links.open(List.of(target("1"), target("2"), target("3"), target("4")));

        assertThat(open.values())
                .extracting(ConnectLink::getLinkId)
                .containsExactlyInAnyOrder("a-first", "other-1000-between", "z-last");
    }

    @Test
    void ofSeveralTheOneThatWasMadeFirstIsShownUntilItIsUsed() {
        hold("a", "1", NOW.minusSeconds(1));
        hold("b", "1", NOW.minusSeconds(2));
        hold("c", "1", NOW.minusSeconds(2));
        assertThat(links.open(List.of(target("1"))).values())
                .extracting(ConnectLink::getLinkId)
                .containsExactly("b");

        String use = LinkUses.key("b", "a");
        uses.add(use, new LinkUse(use, "b", "a", "authorization-1", NOW), PLACE);

        assertThat(links.open(List.of(target("1"))).values())
                .extracting(ConnectLink::getLinkId)
                .containsExactly("c");
    }

    @Test
    void linkEndsAtItsVeryTime() {
        ConnectLink link =
                ConnectLink.newBuilder(link("a", "1", NOW)).setExpiresAt(NOW).build();
        table.add("a", SIGNATURE.sign(link), PLACE);

        assertThat(links.open(List.of(target("1")))).isEmpty();
    }

    @Test
    void linkWhoseKeyHasLeftHasNoAddressAndDoesNotCount() {
        ConnectLink link = ConnectLink.newBuilder(link("a", "1", NOW))
                .setMadeUnder("links-0")
                .build();
        table.add("a", SIGNATURE.sign(link), PLACE);

        assertThat(links.open(List.of(target("1")))).isEmpty();
    }

    private void hold(String id, String account, Instant madeAt) {
        table.add(id, SIGNATURE.sign(link(id, account, madeAt)), PLACE);
    }

    private static ConnectLink link(String id, String account, Instant madeAt) {
        return ConnectLink.newBuilder(LinkFixtures.link(true, "a"))
                .setLinkId(id)
                .setClient("7")
                .setCreatedAt(madeAt)
                .setExpected(List.of(new ExpectedAccount("a", ExpectedKind.ACCOUNT, account)))
                .build();
    }

    private static ReconnectLinks.Target target(String account) {
        return new ReconnectLinks.Target(new ExpectedAccount("a", ExpectedKind.ACCOUNT, account), "7");
    }

    private ReconnectLinks links() {
        RandomGenerator random = new SecureRandom();
        LinkConfig config = new LinkConfig(KEYS, URI.create("http://localhost"), Set.of("a"), Set.of(), 3000);
        LinkOperations.Parts parts = new LinkOperations.Parts(
                vertx,
                table,
                new LinkHistory(uses, new LinkSteps(1), new LinkOutcomes(1, (account, since) -> false, clock)),
                new TableEditor<>(
                        table,
                        new TableWriter<>(vertx, table, NONE, Duration.ZERO, clock),
                        new AuditLog(NONE, clock),
                        clock,
                        random),
                new Claims(vertx, new ClaimStore(1, clock), NONE, Duration.ZERO, clock, random),
                client -> true,
                clock);
        return new ReconnectLinks(new LinkOperations(parts, config), parts, config);
    }
}
