package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.FacebookScript.PERSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DerivedPage;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.topic.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person with five thousand Pages and long names is a person like any other. */
class ManyPagesIT extends FacebookFixture {

    private static final int PAGES = 5_000;

    @BeforeEach
    void crowd() {
        FacebookScript.crowd(facebook, PAGES);
    }

    @Test
    void consentBringsEveryPageAndTellsHowManyThereAre() throws Exception {
        String id = app.consent("pages_show_list", "pages_manage_posts");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);

        Token person = app.token(id, PERSON);
        assertThat(outcome.getListFailure()).isNull();
        assertThat(outcome.getAccounts()).hasSize(200);
        assertThat(outcome.getAccountsTotal()).isEqualTo(1 + PAGES);
        assertThat(person.getLinkedAccounts()).hasSize(200);
        assertThat(person.getLinkedAccountsTotal()).isEqualTo(PAGES);
        Token last = app.token(id, String.valueOf(1_000_000 + PAGES - 1));
        assertThat(last.getDisplayName()).isEqualTo("\u0416".repeat(100));
        assertThat(ScriptedApp.opened(last)).isEqualTo("EAP-" + (PAGES - 1));
    }

    @Test
    void listTravelsInPartsAfterAllOffersAndTheLastPartAnswers() throws Exception {
        Commands commands = new Commands(bench);
        RefreshCommand command = commands.send(commands.command(
                CommandKind.DERIVE,
                app.key(PERSON),
                app.current(PERSON, TokenKind.USER, "EAA-long").build()));

        bench.tail(Topics.REFRESH_OUTCOMES.name())
                .await(record -> isPart(record, command) && !value(record).getMore());

        List<RefreshOutcome> parts = bench.tail(Topics.REFRESH_OUTCOMES.name()).records().stream()
                .filter(record -> isPart(record, command))
                .map(ManyPagesIT::value)
                .toList();
        assertThat(parts).hasSize(PAGES / 500).allSatisfy(part -> assertThat(part.getPages())
                .hasSize(500));
        assertThat(parts.subList(0, parts.size() - 1))
                .allSatisfy(part -> assertThat(part.getMore()).isTrue());
        Set<String> listed = new HashSet<>();
        parts.forEach(
                part -> part.getPages().stream().map(DerivedPage::getAccountId).forEach(listed::add));
        assertThat(listed).hasSize(PAGES);
        assertThat(bench.tail(Topics.REFRESH_OUTCOMES.name()).records().stream()
                        .map(ManyPagesIT::value)
                        .filter(outcome ->
                                outcome.getCommandId().equals(command.getCommandId()) && outcome.getOffer() != null))
                .hasSize(PAGES);
    }

    private boolean isPart(ConsumerRecord<byte[], byte[]> record, RefreshCommand command) {
        return TopicTail.hasKey(record, app.key(PERSON))
                && value(record).getCommandId().equals(command.getCommandId());
    }

    private static RefreshOutcome value(ConsumerRecord<byte[], byte[]> record) {
        return Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, record));
    }
}
