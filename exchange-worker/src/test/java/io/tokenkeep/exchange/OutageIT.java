package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Presentation.Delivery;
import io.tokenkeep.simulator.registry.Presentation.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker goes away at the worst moment. */
@ExtendWith(KafkaExtension.class)
class OutageIT {

    @Test
    void answerInHandWhileTheBrokerIsAwayBecomesATokenOnceItIsBack(LocalKafka kafka) throws Exception {
        try (ExchangeBench bench = new ExchangeBench(kafka)) {
            Grants grants = new Grants(bench);
            bench.simulator()
                    .inject(FaultRule.on(Endpoint.CODE, Fault.latency(Duration.ofSeconds(3)))
                            .once());
            TestWorker worker = bench.start(bench.settings().with("provider.timeout", "1m"));
            Grant grant = grants.consent(MAIN);
            await().atMost(ExchangeBench.LIMIT)
                    .until(() -> !grants.atProvider(grant).presentations().isEmpty());

            kafka.stop();
            await().atMost(ExchangeBench.LIMIT).until(() -> wasAnswered(grants, grant));
            kafka.restart();

            grants.await(grant, AuthorizationState.CONNECTED);
            assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
            assertThat(worker.hasFailed()).isFalse();
            Grant next = grants.consent(MAIN);
            grants.await(next, AuthorizationState.CONNECTED);
        }
    }

    private static boolean wasAnswered(Grants grants, Grant grant) {
        return grants.atProvider(grant).presentations().stream()
                .allMatch(presentation -> presentation.delivery() == Delivery.ANSWERED);
    }
}
