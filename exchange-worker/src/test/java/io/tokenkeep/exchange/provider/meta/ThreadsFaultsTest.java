package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.REDIRECT;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads calls whose answers are lost, cut, late or faulty. */
class ThreadsFaultsTest {

    private final ProviderBench bench = new ProviderBench();

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Arguments> passingFaults() {
        return Stream.of(
                arguments("reset before the effect", Fault.resetBefore()),
                arguments("500", Fault.status(500)),
                arguments("502", Fault.status(502)),
                arguments("503", Fault.status(503)),
                arguments("transient 400", Fault.transient400()),
                arguments("a gateway's page", Fault.html()),
                arguments(
                        "a permanent error that is called transient",
                        Fault.graphError(GraphEnvelope.of(400, 190, "x").withTransient(true))));
    }

    static Stream<Arguments> answersWithoutAToken() {
        return Stream.of(
                arguments("an empty body", Fault.emptyBody()),
                arguments("a blank token", Fault.blankToken()),
                arguments("an empty object", Fault.missingToken()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersWithoutAToken")
    void answerWithoutATokenCannotBeReadByAnyCall(String name, Fault fault) {
        assertEveryCallIs(FailureKind.UNREADABLE, name, fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingFaults")
    void faultThatPassesIsTransientForEveryCall(String name, Fault fault) {
        assertEveryCallIs(FailureKind.TRANSIENT, name, fault);
    }

    private void assertEveryCallIs(FailureKind kind, String name, Fault fault) {
        Secret code = bench.code("anna");
        Secret shortLived = bench.shortLived("berta");
        Secret longLived = bench.longLived("carla");
        List.of(Endpoint.CODE, Endpoint.UPGRADE, Endpoint.REFRESH, Endpoint.ME)
                .forEach(endpoint -> bench.inject(endpoint, fault));

        List<Reply<?>> replies = List.of(
                bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)),
                bench.call(() -> bench.provider().upgrade(shortLived, null)),
                bench.call(() -> bench.provider().refresh(longLived)),
                bench.call(() -> bench.provider().me(longLived)));

        assertThat(replies)
                .as(name)
                .allSatisfy(reply -> assertThat(failure(reply).kind()).isEqualTo(kind));
        given(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                arguments("reset after the effect", Fault.resetAfter()),
                arguments("hang after the effect", Fault.hangAfter()),
                arguments("late after the effect", Fault.latencyAfter(Duration.ofMinutes(1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    void lostAnswerIsTransientAndThenTheCodeIsSpent(String name, Fault fault) {
        Secret code = bench.code("anna");
        bench.inject(Endpoint.CODE, fault);

        Failure lost = failure(bench.call(() ->
                bench.impatientProvider(bench.simulator.baseUri()).exchange(CodeGrant.of(code, REDIRECT), () -> true)));
        Failure again = failure(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));

        assertThat(lost).as(name).isEqualTo(Failure.lost());
        assertThat(again.kind()).as(name).isEqualTo(FailureKind.CODE_SPENT);
    }

    @Test
    void answerThatWasCutOnItsWayCannotBeReadAndThenTheCodeIsSpent() {
        Secret code = bench.code("anna");
        bench.inject(Endpoint.CODE, Fault.truncated());

        Failure cut = failure(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));
        Failure again = failure(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));

        assertThat(cut).isEqualTo(Failure.unreadable());
        assertThat(again.kind()).isEqualTo(FailureKind.CODE_SPENT);
    }

    @Test
    void callThatHangsIsGivenUp() {
        Secret token = bench.longLived("anna");
        bench.inject(Endpoint.ME, Fault.hang());
        bench.inject(Endpoint.REFRESH, Fault.latency(Duration.ofMinutes(1)));
        ThreadsProvider provider = bench.impatientProvider(bench.simulator.baseUri());

        assertThat(failure(bench.call(() -> provider.me(token)))).isEqualTo(Failure.lost());
        assertThat(failure(bench.call(() -> provider.refresh(token)))).isEqualTo(Failure.lost());
    }

    @Test
    void limitTellsBucketAndPause() {
        Secret token = bench.longLived("anna");
        bench.inject(Endpoint.REFRESH, Fault.rateLimit(RateLimit.of(4)));
        bench.inject(Endpoint.REFRESH, Fault.rateLimit(new RateLimit(80002, 400, 7, null)));
        bench.inject(Endpoint.REFRESH, Fault.rateLimit(new RateLimit(17, 403, null, 30)));

        assertThat(failure(bench.call(() -> bench.provider().refresh(token))))
                .isEqualTo(Failure.limited(4, null, Bucket.APP, null));
        assertThat(failure(bench.call(() -> bench.provider().refresh(token))))
                .isEqualTo(Failure.limited(80002, null, Bucket.OBJECT, Duration.ofMinutes(7)));
        assertThat(failure(bench.call(() -> bench.provider().refresh(token))))
                .isEqualTo(Failure.limited(17, null, Bucket.USER, Duration.ofSeconds(30)));
    }
}
