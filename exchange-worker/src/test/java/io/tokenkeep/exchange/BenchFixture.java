package io.tokenkeep.exchange;

import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of workers, side by side with the simulator, on the broker of their class. After each test all is calm again. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BenchFixture {

    ExchangeBench bench;
    Grants grants;
    Commands commands;

    @BeforeAll
    void open(LocalKafka kafka) {
        bench = new ExchangeBench(kafka);
        grants = new Grants(bench);
        commands = new Commands(bench);
    }

    @AfterEach
    void calm() {
        bench.calm();
    }

    @AfterAll
    void close() {
        bench.close();
    }
}
