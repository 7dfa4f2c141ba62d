package io.tokenkeep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker and the simulator's Facebook and Instagram. The worker's logs are searched for every secret afterwards. */
@ExtendWith(KafkaExtension.class)
class FamilyIT {

    private ExchangeBench bench;

    @BeforeEach
    void open(LocalKafka kafka) {
        bench = new ExchangeBench(kafka);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void consentAtFacebookBringsTokensThatWorkAndCanBeDerivedAndRevoked() throws Exception {
        bench.simulator().switches().turnOn(Switch.REQUIRE_APP_SECRET);
        bench.simulator().switches().turnOn(Switch.K22_NO_EXPIRY);
        ScriptedApp app = new ScriptedApp(bench, "facebook-main");
        app.register(Provider.FACEBOOK);
        Commands commands = new Commands(bench);
        bench.start(app.settings("facebook", bench.simulator().baseUri() + "/facebook/v25.0"));

        String id = app.consentOf("anna", "pages_show_list", "pages_read_engagement");
        var outcome = app.outcome(id, AuthorizationState.CONNECTED);

        Person anna = bench.simulator().people().named("anna");
        List<String> accounts = Stream.concat(
                        Stream.of(anna.idText()),
                        bench.simulator().pages().of(anna).stream().map(page -> page.id()))
                .toList();
        assertThat(accounts).hasSizeGreaterThan(1);
        assertThat(outcome.getAccounts())
                .extracting(ConnectedAccount::getAccount)
                .containsExactlyElementsOf(accounts.stream().map(app::key).toList());
        for (String account : accounts) {
            String secret = ScriptedApp.opened(app.token(id, account));
            assertThat(bench.simulator().tokens().alive(secret)).isTrue();
        }

        Token person = app.token(id, anna.idText());
        var derive = commands.send(commands.command(CommandKind.DERIVE, app.key(anna.idText()), person));
        assertThat(app.answer(derive, anna.idText()).getPages()).hasSize(accounts.size() - 1);
        var revoke = commands.send(commands.command(CommandKind.REVOKE, app.key(anna.idText()), person));
        RefreshOutcome revoked = commands.outcome(revoke);
        assertThat(revoked.getResult()).isEqualTo(RefreshResult.REVOKED);
        assertThat(bench.simulator().tokens().alive(ScriptedApp.opened(app.token(id, accounts.get(1)))))
                .isFalse();
    }

    @Test
    void consentAtInstagramBringsATokenThatWorks() throws Exception {
        ScriptedApp app = new ScriptedApp(bench, "instagram-main");
        app.register(Provider.INSTAGRAM);
        bench.start(app.settings("instagram", bench.simulator().baseUri() + "/instagram"));

        String id = app.consentOf("anna", "instagram_business_basic");
        app.outcome(id, AuthorizationState.CONNECTED);

        Person anna = bench.simulator().people().named("anna");
        Token token = app.token(id, anna.professionalIdText());
        assertThat(token.getAliases()).containsExactly(anna.idText());
        assertThat(bench.simulator().tokens().alive(ScriptedApp.opened(token))).isTrue();
    }
}
