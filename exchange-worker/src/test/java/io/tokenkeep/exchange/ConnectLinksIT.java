package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.exchange.consent.LinkFixture;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links of console-service on their topic decide what becomes of the consents that came by them. */
class ConnectLinksIT extends BenchFixture {

    @Test
    void codeOfARevokedLinkIsNotPresented() throws Exception {
        write(LinkFixture.link("revoked", 1, Instant.now()));
        write(LinkFixture.link("revoked", 2, Instant.now()).setRevokedAt(Instant.now()));
        start();

        Grant grant = grants.consentByConsole("revoked", MAIN);

        AuthorizationOutcome outcome = grants.await(grant, AuthorizationState.FAILED);
        assertThat(outcome.getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(outcome.getConnectLink()).isEqualTo("revoked");
        assertThat(grants.presentations(grant)).isEmpty();
    }

    @Test
    void consentWaitsUntilItsLinkIsRead() throws Exception {
        start();
        Grant grant = grants.consentByConsole("late", MAIN);
        assertThat(grants.await(grant, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(grants.presentations(grant)).isEmpty();

        write(LinkFixture.link("late", 1, Instant.now()));

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
    }

    @Test
    void singleLinkConnectsOneOfManyConsentsInTwoWorkers() throws Exception {
        write(LinkFixture.link("single", 1, Instant.now()).setSingle(true));
        List<Grant> all = Stream.of(
                        grants.consentByConsole("single", MAIN),
                        grants.consentByConsole("single", MAIN),
                        grants.consentByConsole("single", MAIN),
                        grants.consentByConsole("single", MAIN))
                .toList();
        start();
        start();

        await().until(() -> all.stream().allMatch(grant -> grants.outcomes(grant).stream()
                .anyMatch(outcome -> outcome.getState() == AuthorizationState.CONNECTED
                        || outcome.getState() == AuthorizationState.FAILED)));

        List<String> connected = all.stream()
                .filter(grant -> grants.outcomes(grant).stream()
                        .anyMatch(outcome -> outcome.getState() == AuthorizationState.CONNECTED))
                .map(Grant::id)
                .toList();
        assertThat(connected).singleElement().isEqualTo(firstUse("single"));
    }

    @Test
    void topicsAndTheirHealthBelongToWorkersWithLinkKeysAlone() throws Exception {
        TestWorker without = bench.start(bench.settings());
        assertThat(without.components()).doesNotContain("connect-links", "connect-link-uses");
        assertThat(without.metrics()).doesNotContain("tokenkeep_exchange_connect_link");

        TestWorker worker = start();

        assertThat(worker.components()).contains("connect-links", "connect-link-uses");
        assertThat(worker.metrics())
                .contains("tokenkeep_exchange_connect_links_held", "tokenkeep_exchange_connect_link_uses_held");
    }

    /** A worker that has read both topics to their ends. */
    private TestWorker start() throws Exception {
        TestWorker worker = bench.start(bench.settings().with("links.keys", LinkFixture.publicKeys()));
        await().until(() -> worker.check("connect-links").isOk()
                && worker.check("connect-link-uses").isOk());
        return worker;
    }

    private void write(ConnectLink.Builder link) throws Exception {
        ConnectLink signed = LinkFixture.signed(link);
        bench.send(Topics.CONNECT_LINKS.record(signed.getLinkId(), signed));
    }

    private String firstUse(String linkId) {
        LinkUse first = TopicTail.value(
                Topics.CONNECT_LINK_USES,
                bench.tail(Topics.CONNECT_LINK_USES.name())
                        .await(record -> TopicTail.hasKey(record, linkId + "/" + MAIN)));
        return Objects.requireNonNull(first).getAuthorizationId();
    }
}
