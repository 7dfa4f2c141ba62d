package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.MAIN_ID;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static io.tokenkeep.exchange.TestSettings.OTHER_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No job waits for the failures of another: keys, apps and lanes pass each other. */
class EngineIT extends BenchFixture {

    @Test
    void appWhoseEveryCallHangsDelaysNoOther() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.hang()).forApp(OTHER_ID));
        TestWorker worker = bench.start(patient().with("codes.concurrency", "4"));
        List<Grant> hanging = consents(OTHER, 40);
        await().until(() -> permits(worker, "codes", OTHER) == 3);

        for (Grant grant : consents(MAIN, 8)) {
            grants.await(grant, AuthorizationState.CONNECTED);
        }

        assertThat(hanging).allMatch(grant -> grants.outcomes(grant).isEmpty());
        assertThat(permits(worker, "codes", OTHER)).isEqualTo(3);
    }

    @Test
    void callThatHangsDelaysItsOwnKeyAlone() throws Exception {
        Grant hangs = grants.grant(MAIN);
        bench.simulator()
                .inject(FaultRule.on(Endpoint.CODE, Fault.hang()).once().forPerson(hangs.username()));
        bench.start(patient().with("codes.concurrency", "3"));
        grants.publish(hangs);

        for (Grant grant : consents(MAIN, 12)) {
            grants.await(grant, AuthorizationState.CONNECTED);
        }

        assertThat(grants.outcomes(hangs)).isEmpty();
    }

    @Test
    void stormOfRefreshesDelaysNoCode() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.REFRESH, Fault.hang()).forApp(MAIN_ID));
        TestWorker worker = bench.start(patient().with("commands.concurrency", "4"));
        for (int i = 0; i < 30; i++) {
            commands.send(commands.command(CommandKind.REFRESH, commands.account(MAIN)));
        }
        await().until(() -> permits(worker, "commands", MAIN) == 3);

        Grant grant = grants.consent(MAIN);

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(permits(worker, "commands", MAIN)).isEqualTo(3);
    }

    @Test
    void asManyAreOutAsThereArePermitsHoweverLongTheyTake() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.hang()).forApp(MAIN_ID));
        TestWorker worker = bench.start(onlyMain(patient()).with("codes.concurrency", "50"));

        consents(MAIN, 60);

        await().until(() -> permits(worker, "codes", MAIN) == 50);
        assertThat(gauge(worker, "tokenkeep_exchange_permits_limit", "lane=\"codes\""))
                .isEqualTo(50);
        assertThat(gauge(worker, "tokenkeep_exchange_queue_age_seconds", "lane=\"codes\""))
                .isPositive();
    }

    @Test
    void appAtItsBudgetWaitsForItsNextSecondAndConnectsAll() throws Exception {
        TestWorker worker = bench.start(bench.settings().with("apps." + MAIN + ".requests.per.second", "5"));

        List<Grant> slow = consents(MAIN, 6);
        List<Grant> fast = consents(OTHER, 6);

        for (Grant grant : fast) {
            grants.await(grant, AuthorizationState.CONNECTED);
        }
        for (Grant grant : slow) {
            grants.await(grant, AuthorizationState.CONNECTED);
        }
        assertThat(gauge(worker, "tokenkeep_exchange_rate", "app=\"" + MAIN + "\""))
                .isEqualTo(5);
        assertThat(worker.metrics()).contains("tokenkeep_exchange_calls_seconds_count");
    }

    @Test
    void usageThatClimbsSlowsItsAppAlone() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.appUsage(90)).forApp(MAIN_ID));
        TestWorker worker = bench.start(bench.settings());

        grants.await(grants.consent(MAIN), AuthorizationState.CONNECTED);
        grants.await(grants.consent(OTHER), AuthorizationState.CONNECTED);

        assertThat(gauge(worker, "tokenkeep_exchange_rate", "app=\"" + MAIN + "\""))
                .isLessThan(10);
        assertThat(gauge(worker, "tokenkeep_exchange_rate", "app=\"" + OTHER + "\""))
                .isInfinite();
    }

    @Test
    void appOverItsLimitIsSlowedAndSeenToCoolDown() throws Exception {
        bench.simulator()
                .inject(FaultRule.on(Endpoint.CODE, Fault.rateLimit(new RateLimit(4, 400, null, 60)))
                        .forApp(MAIN_ID)
                        .once());
        TestWorker worker = bench.start(bench.settings());

        grants.await(grants.consent(MAIN), AuthorizationState.WAITING);

        assertThat(gauge(worker, "tokenkeep_exchange_rate", "app=\"" + MAIN + "\""))
                .isFinite();
        assertThat(gauge(worker, "tokenkeep_exchange_cooling_down", "app=\"" + MAIN + "\",problem=\"RATE_LIMITED\""))
                .isEqualTo(1);
        assertThat(gauge(worker, "tokenkeep_exchange_cooling_down", "app=\"" + OTHER + "\",problem=\"RATE_LIMITED\""))
                .isZero();
    }

    @Test
    void secretThatWorksIsSeen() throws Exception {
        TestWorker worker = bench.start(bench.settings()
                .with("apps." + MAIN + ".client.secrets", "not-yet-known-to-it," + TestSettings.MAIN_SECRET));

        grants.await(grants.consent(MAIN), AuthorizationState.CONNECTED);

        assertThat(gauge(worker, "tokenkeep_exchange_client_secret", "app=\"" + MAIN + "\",lane=\"codes\""))
                .isEqualTo(2);
    }

    /** What hangs hangs until the test is over. */
    private TestSettings patient() {
        return bench.settings()
                .with("provider.timeout", "2m")
                .with("session.timeout", "10s")
                .with("drain.timeout", "100ms");
    }

    private static TestSettings onlyMain(TestSettings settings) {
        settings.values().keySet().stream()
                .filter(name -> name.startsWith("apps." + OTHER))
                .toList()
                .forEach(settings::without);
        return settings.with("apps", MAIN);
    }

    private List<Grant> consents(String app, int count) throws Exception {
        List<Grant> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(grants.consent(app));
        }
        return made;
    }

    private static double permits(TestWorker worker, String lane, String app) {
        return gauge(worker, "tokenkeep_exchange_permits", "app=\"" + app + "\",lane=\"" + lane + "\"");
    }

    private static double gauge(TestWorker worker, String name, String labels) {
        Matcher line = Pattern.compile(
                        "^" + name + "\\{[^}]*" + Pattern.quote(labels) + "[^}]*} (\\S+)$", Pattern.MULTILINE)
                .matcher(worker.metrics());
        assertThat(line.find()).as(name + " " + labels).isTrue();
        return line.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(line.group(1));
    }
}
