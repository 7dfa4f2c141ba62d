package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.FacebookScript.APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One worker for all tests of a class, with an app at a Facebook where everything works as each test begins. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FacebookFixture {

    final ScriptedGraph facebook = new ScriptedGraph();
    ExchangeBench bench;
    ScriptedApp app;
    private TestWorker worker;

    @BeforeAll
    void open(LocalKafka kafka) throws Exception {
        bench = new ExchangeBench(kafka);
        app = new ScriptedApp(bench, APP);
        worker = bench.start(tuned(app.settings("facebook", facebook.baseUri().toString())
                .with("apps." + APP + ".scopes", "pages_show_list,pages_manage_posts")));
    }

    /** The worker's settings, for a class that needs others. */
    TestSettings tuned(TestSettings usual) {
        return usual;
    }

    @BeforeEach
    void play() {
        FacebookScript.play(facebook);
    }

    @AfterEach
    void live() {
        assertThat(worker.hasFailed()).isFalse();
    }

    @AfterAll
    void close() {
        bench.close();
        facebook.close();
    }
}
