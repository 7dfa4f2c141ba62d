package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.MAIN_ID;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.topic.Topics;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Where each app's calls stand is on a topic, for whoever decides by it. */
class AppStatusIT extends BenchFixture {

    @Test
    void ownerPublishesItsViewOnceAndThenWhatChanges() throws Exception {
        bench.start(bench.settings());
        AppStatus first = status(MAIN, status -> true);
        assertThat(first.getProblem()).isNull();
        assertThat(first.getProvider()).isEqualTo("threads");
        assertThat(first.getApiVersion()).as("the only one").isEqualTo("v1.0");
        assertThat(status(OTHER, status -> true).getPart()).isEqualTo(AppPart.CALLS);

        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.appUsage(90)).forApp(MAIN_ID));
        grants.await(grants.consent(MAIN), AuthorizationState.CONNECTED);
        assertThat(status(MAIN, status -> status.getBudgetUsed() != null).getBudgetUsed())
                .isEqualTo(90);

        bench.simulator().faults().clear();
        bench.simulator()
                .inject(FaultRule.on(Endpoint.CODE, Fault.rateLimit(new RateLimit(4, 400, null, 600)))
                        .forApp(MAIN_ID)
                        .once());
        grants.await(grants.consent(MAIN), AuthorizationState.WAITING);
        AppStatus limited = status(MAIN, status -> status.getProblem() != null);
        assertThat(limited.getProblem()).isEqualTo(AppProblem.RATE_LIMITED);
        assertThat(limited.getCoolingDownUntil()).isAfter(limited.getChangedAt().plusSeconds(500));
    }

    private AppStatus status(String app, Predicate<AppStatus> fits) {
        var found = bench.tail(Topics.APP_STATUS.name())
                .await(record -> TopicTail.hasKey(record, app + ":calls")
                        && fits.test(Objects.requireNonNull(TopicTail.value(Topics.APP_STATUS, record))));
        return Objects.requireNonNull(TopicTail.value(Topics.APP_STATUS, found));
    }
}
