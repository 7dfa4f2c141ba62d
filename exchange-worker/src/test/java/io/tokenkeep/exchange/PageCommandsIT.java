package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.FacebookScript.BAKERY;
import static io.tokenkeep.exchange.FacebookScript.DATA_ACCESS;
import static io.tokenkeep.exchange.FacebookScript.LIBRARY;
import static io.tokenkeep.exchange.FacebookScript.PAGES;
import static io.tokenkeep.exchange.FacebookScript.PERSON;
import static io.tokenkeep.exchange.FacebookScript.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DerivedPage;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.topic.Topics;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands about a person who has Pages, and about the Pages. */
class PageCommandsIT extends FacebookFixture {

    private Commands commands;

    @BeforeAll
    void command() {
        commands = new Commands(bench);
    }

    @Test
    void derivingOffersATokenToEachPageAndThenTellsTheList() throws Exception {
        Token person = app.current(PERSON, TokenKind.USER, "EAA-long").build();

        RefreshCommand command = commands.send(commands.command(CommandKind.DERIVE, app.key(PERSON), person));

        RefreshOutcome list = app.answer(command, PERSON);
        assertThat(list.getResult()).isEqualTo(RefreshResult.DERIVED);
        assertThat(list.getPages()).extracting(DerivedPage::getAccountId).containsExactly(BAKERY, LIBRARY);
        assertThat(list.getMore()).isFalse();
        assertThat(list.getListFailure()).isNull();
        assertThat(list.getMissingPages())
                .extracting(MissingPage::getDisplayName)
                .containsExactly("Museum");
        RefreshOutcome offered = app.answer(command, BAKERY);
        Token offer = Objects.requireNonNull(offered.getOffer());
        assertThat(offered.getKind()).isEqualTo(CommandKind.DERIVE);
        assertThat(offered.getResult()).isEqualTo(RefreshResult.DERIVED);
        assertThat(offer.getKind()).isEqualTo(TokenKind.PAGE);
        assertThat(offer.getParentAccount()).isEqualTo(app.key(PERSON));
        assertThat(offer.getOrderedAt()).isEqualTo(person.getOrderedAt());
        assertThat(offer.getSequence()).isZero();
        assertThat(offer.getAuthorizationId()).isEqualTo(person.getAuthorizationId());
        assertThat(ScriptedApp.opened(offer)).isEqualTo("EAP-bakery");
    }

    @Test
    void pageThatTheConsentWasNotMeantForIsOfferedAndNamedAsWithheld() throws Exception {
        Token person = app.current(PERSON, TokenKind.USER, "EAA-long")
                .setExpectedPages(List.of(BAKERY))
                .build();

        RefreshCommand command = commands.send(commands.command(CommandKind.DERIVE, app.key(PERSON), person));

        RefreshOutcome list = app.answer(command, PERSON);
        assertThat(list.getPages()).extracting(DerivedPage::getAccountId).containsExactly(BAKERY, LIBRARY);
        assertThat(list.getMissingPages())
                .containsExactly(new MissingPage(app.key(LIBRARY), "Library", MissingPageReason.WITHHELD));
        assertThat(app.answer(command, BAKERY).getWithheld()).isFalse();
        assertThat(app.answer(command, LIBRARY).getWithheld()).isTrue();
    }

    @Test
    void listThatBreaksOffOffersWhatItHasAndSaysThatItIsNotComplete() throws Exception {
        FacebookScript.breakOff(facebook);

        RefreshCommand command = derive();

        RefreshOutcome list = app.answer(command, PERSON);
        assertThat(list.getResult()).isEqualTo(RefreshResult.DERIVED);
        assertThat(list.getListFailure()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(list.getPages()).extracting(DerivedPage::getAccountId).containsExactly(BAKERY);
        assertThat(app.answer(command, BAKERY).getOffer()).isNotNull();
    }

    @Test
    void k44_emptyListThatInspectionContradictsIsNotComplete() throws Exception {
        FacebookScript.grant(facebook, BAKERY);
        facebook.on(PAGES, "{\"data\":[]}");

        RefreshCommand command = derive();

        RefreshOutcome list = app.answer(command, PERSON);
        assertThat(list.getResult()).isEqualTo(RefreshResult.DERIVED);
        assertThat(list.getPages()).isEmpty();
        assertThat(list.getListFailure()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(list.getMissingPages()).extracting(MissingPage::getAccount).containsExactly(app.key(BAKERY));
    }

    @Test
    void listThatDoesNotComeOffersNothing() throws Exception {
        facebook.silence(PAGES);

        RefreshCommand command = derive();

        assertThat(app.answer(command, PERSON).getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(bench.tail(Topics.REFRESH_OUTCOMES.name()).records())
                .filteredOn(record -> TopicTail.hasKey(record, app.key(BAKERY)))
                .noneMatch(record -> Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, record))
                        .getCommandId()
                        .equals(command.getCommandId()));
    }

    @Test
    void verificationOfAPersonTellsWhatIsMissingAndThatOfAPageDoesNot() throws Exception {
        RefreshOutcome person = verified(PERSON, TokenKind.USER, "EAA-long");
        RefreshOutcome page = verified(BAKERY, TokenKind.PAGE, "EAP-bakery");

        assertThat(person.getResult()).isEqualTo(RefreshResult.VERIFIED);
        assertThat(person.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(person.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
        assertThat(page.getResult()).isEqualTo(RefreshResult.VERIFIED);
        assertThat(page.getMissingScopes()).isEmpty();
        assertThat(page.getExpiresAt()).isNull();
    }

    @Test
    void tokenOfSomebodyElseIsRefused() throws Exception {
        RefreshOutcome outcome = verified("1", TokenKind.USER, "EAA-long");

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.BAD_REQUEST);
    }

    @Test
    void k25_sameTokenIsUnchangedWithWhatInspectionTells() throws Exception {
        // The lifetime of a new token, which it is not: inspection tells its old end.
        facebook.on(TOKEN, "{\"access_token\":\"EAA-long\",\"expires_in\":5183791}");
        Token current = app.current(PERSON, TokenKind.USER, "EAA-long")
                .setExpiresAt(FacebookScript.END)
                .build();

        RefreshOutcome outcome =
                commands.outcome(commands.send(commands.command(CommandKind.REFRESH, app.key(PERSON), current)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.UNCHANGED);
        assertThat(outcome.getExpiresAt()).isEqualTo(FacebookScript.END);
        assertThat(outcome.getScopes()).containsExactly("public_profile", "pages_show_list");
        assertThat(outcome.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
    }

    @Test
    void k25_sameTokenWithALaterEndIsExtended() throws Exception {
        Token next = commands.published(commands.send(commands.command(
                CommandKind.REFRESH,
                app.key(PERSON),
                app.current(PERSON, TokenKind.USER, "EAA-long").build())));

        assertThat(ScriptedApp.opened(next)).isEqualTo("EAA-long");
        assertThat(next.getExpiresAt()).isCloseTo(FacebookScript.END, within(1, ChronoUnit.MINUTES));
    }

    @Test
    void refreshTakesScopesAndClocksFromInspection() throws Exception {
        Token next = commands.published(commands.send(commands.command(
                CommandKind.REFRESH,
                app.key(PERSON),
                app.current(PERSON, TokenKind.USER, "EAA-old")
                        .setExpectedPages(List.of(BAKERY))
                        .build())));

        assertThat(ScriptedApp.opened(next)).isEqualTo("EAA-long");
        assertThat(next.getExpectedPages()).containsExactly(BAKERY);
        assertThat(next.getProvider()).isEqualTo("facebook");
        assertThat(next.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(next.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
    }

    @Test
    void revokingIsConfirmedAndSoIsThatOfADeadToken() throws Exception {
        facebook.on("/" + PERSON + "/permissions", "{\"success\":true}");
        RefreshOutcome alive = commands.outcome(commands.send(commands.command(
                CommandKind.REVOKE,
                app.key(PERSON),
                app.current(PERSON, TokenKind.USER, "EAA-long").build())));
        facebook.on("/" + PERSON + "/permissions", "{\"error\":{\"code\":190,\"error_subcode\":458}}");
        RefreshOutcome dead = commands.outcome(commands.send(commands.command(
                CommandKind.REVOKE,
                app.key(PERSON),
                app.current(PERSON, TokenKind.USER, "EAA-long").build())));

        assertThat(List.of(alive.getResult(), dead.getResult())).containsOnly(RefreshResult.REVOKED);
        assertThat(facebook.asked()).contains("DELETE /" + PERSON + "/permissions");
    }

    @Test
    void whatIsNotOfferedIsRefused() throws Exception {
        Commands.Account threads = commands.account(TestSettings.MAIN);
        Token page = app.current(BAKERY, TokenKind.PAGE, "EAP-bakery").build();
        List<RefreshCommand> sent = List.of(
                commands.send(commands.command(CommandKind.DERIVE, threads)),
                commands.send(commands.command(CommandKind.REVOKE, threads)),
                commands.send(commands.command(CommandKind.DERIVE, app.key(BAKERY), page)),
                commands.send(commands.command(CommandKind.REVOKE, app.key(BAKERY), page)));

        assertThat(sent).allSatisfy(command -> {
            RefreshOutcome outcome = commands.outcome(command);
            assertThat(outcome.getResult()).isEqualTo(RefreshResult.REFUSED);
            assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.BAD_REQUEST);
        });
    }

    private RefreshCommand derive() throws Exception {
        Token person = app.current(PERSON, TokenKind.USER, "EAA-long").build();
        return commands.send(commands.command(CommandKind.DERIVE, app.key(PERSON), person));
    }

    private RefreshOutcome verified(String accountId, TokenKind kind, String secret) throws Exception {
        Token token = app.current(accountId, kind, secret).build();
        return commands.outcome(commands.send(commands.command(CommandKind.VERIFY, app.key(accountId), token)));
    }
}
