package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.FacebookScript.BAKERY;
import static io.tokenkeep.exchange.FacebookScript.LIBRARY;
import static io.tokenkeep.exchange.FacebookScript.PAGES;
import static io.tokenkeep.exchange.FacebookScript.PERSON;
import static io.tokenkeep.exchange.FacebookScript.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.ConnectedAccount;
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
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A record too large for the broker is the failure of what it is about. The worker goes on with everything else. */
class RecordSizeIT extends FacebookFixture {

    /** Room for every record of a usual size, and for none with such a secret in it. */
    private static final String MOST = "6000";

    private static final String LONG = "x".repeat(8_000);

    @Override
    TestSettings tuned(TestSettings usual) {
        return usual.with("kafka.producer.max.request.size", MOST);
    }

    @Test
    void consentWhosePersonsTokenDoesNotFitHasFailed() throws Exception {
        facebook.on(
                TOKEN,
                asked -> asked.contains("code")
                        ? "{\"access_token\":\"EAA-short\"}"
                        : "{\"access_token\":\"" + LONG + "\",\"expires_in\":5183791}");

        assertThat(failed(app.consent("pages_show_list"))).isEqualTo(AuthorizationReason.BAD_REQUEST);
    }

    @Test
    void consentWhoseAnswerDoesNotFitHasFailed() throws Exception {
        facebook.on(TOKEN, "{\"access_token\":\"" + LONG + "\",\"expires_in\":5183791}");

        assertThat(failed(app.consent("pages_show_list"))).isEqualTo(AuthorizationReason.BAD_REQUEST);
    }

    @Test
    void pageWhoseTokenDoesNotFitIsMissingFromItsConsent() throws Exception {
        facebook.on(PAGES, oneIsTooLarge());

        String id = app.consent("pages_show_list");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);
        assertThat(outcome.getAccounts())
                .extracting(ConnectedAccount::getAccount)
                .containsExactly(app.key(PERSON), app.key(LIBRARY));
        assertThat(outcome.getMissingPages())
                .containsExactly(new MissingPage(app.key(BAKERY), "Bakery", MissingPageReason.NOT_REACHABLE));
        assertThat(outcome.getListFailure()).isEqualTo(FailureClass.BAD_REQUEST);
    }

    @Test
    void pageWhoseTokenDoesNotFitIsMissingFromItsList() throws Exception {
        facebook.on(PAGES, oneIsTooLarge());

        RefreshOutcome list = app.answer(commanded(CommandKind.DERIVE), PERSON);

        assertThat(list.getResult()).isEqualTo(RefreshResult.DERIVED);
        assertThat(list.getPages()).extracting(DerivedPage::getAccountId).containsExactly(LIBRARY);
        assertThat(list.getMissingPages()).extracting(MissingPage::getAccount).containsExactly(app.key(BAKERY));
        assertThat(list.getListFailure()).isEqualTo(FailureClass.BAD_REQUEST);
    }

    @Test
    void listWhosePartsDoNotFitIsRefused() throws Exception {
        FacebookScript.crowd(facebook, 1_000);

        RefreshOutcome refused = app.answer(commanded(CommandKind.DERIVE), PERSON);

        assertThat(refused.getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(refused.getFailureClass()).isEqualTo(FailureClass.BAD_REQUEST);
    }

    @Test
    void refreshThatBroughtATokenThatDoesNotFitIsRefused() throws Exception {
        facebook.on(TOKEN, "{\"access_token\":\"" + LONG + "\",\"expires_in\":5183791}");

        RefreshOutcome refused = app.answer(commanded(CommandKind.REFRESH), PERSON);

        assertThat(refused.getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(refused.getFailureClass()).isEqualTo(FailureClass.BAD_REQUEST);
    }

    @Test
    void unreadableRecordThatDoesNotFitLeavesItsPlace() throws Exception {
        bench.send(new ProducerRecord<>(
                Topics.AUTHORIZATION_CODES.name(), "poison".getBytes(StandardCharsets.UTF_8), new byte[10_000]));

        var letter = bench.tail(Topics.DEAD_LETTERS_NAME).await(record -> true);

        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("reason").value()).asString().contains("too large");
    }

    private RefreshCommand commanded(CommandKind kind) throws Exception {
        Commands commands = new Commands(bench);
        Token person = app.current(PERSON, TokenKind.USER, "EAA-long").build();
        RefreshCommand.Builder command = commands.command(kind, app.key(PERSON), person);
        return commands.send(command.setCommandId("command-" + UUID.randomUUID()));
    }

    private AuthorizationReason failed(String id) {
        return app.outcome(id, AuthorizationState.FAILED).getReason();
    }

    private static String oneIsTooLarge() {
        return ("{\"data\":[{\"id\":\"%s\",\"name\":\"Bakery\",\"access_token\":\"%s\"},"
                        + "{\"id\":\"%s\",\"name\":\"Library\",\"access_token\":\"EAP-library\"}]}")
                .formatted(BAKERY, LONG, LIBRARY);
    }
}
