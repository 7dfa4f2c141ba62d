package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.REDIRECT;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.SECRET;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.BodyTextTest;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.exchange.provider.meta.RecordingServer.Seen;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer leaves in doubt is asked of another call, over real HTTP. */
class DoubtfulAnswersTest {

    private static final Secret TOKEN = Secret.of("THAA-the-token");
    private static final String DEAD = "{\"error\":{\"code\":190,\"error_subcode\":463}}";
    private static final String MISSING =
            "{\"error\":{\"code\":100,\"message\":\"The requested resource does not exist\"}}";
    private static final String NOT_A_TESTER =
            "{\"error\":{\"code\":10,\"message\":\"(#10) Application does not have permission for this action\"}}";
    private static final String WORKS = "{\"id\":\"1\",\"user_id\":\"1\",\"username\":\"anna\"}";

    private final ProviderBench bench = new ProviderBench();
    private final Map<String, String> answers = new HashMap<>();
    private final RecordingServer server = new RecordingServer(bench.vertx, this::answer);

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-5183944", "40000000", "\"soon\"", "1e9", "5183944.5"})
    void lifetimeThatMakesNoSenseIsAskedOfInspection(String expiresIn) {
        answers.put("/refresh_access_token", token(expiresIn));
        answers.put("/v1.0/debug_token", "{\"data\":{\"is_valid\":true,\"expires_at\":" + inDays(30) + "}}");

        LongLived issued = given(bench.call(() -> threads().refresh(TOKEN)));

        assertThat(issued.expiresIn()).isEqualTo(Duration.ofDays(30));
        assertThat(issued.assumed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"threads, 0", "threads, -1", "threads, 40000000", "instagram, 0", "instagram, -1", "instagram, 40000000"
    })
    void tokenInDoubtHasToWorkWhereNobodyTellsItsLifetime(String provider, String expiresIn) {
        ProviderDescription kind = MetaDescriptions.of(provider);
        answers.put("/refresh_access_token", token(expiresIn));
        answers.put("/v1.0/debug_token", NOT_A_TESTER);
        answers.put("/v1.0/me", DEAD);
        answers.put("/me", DEAD);
        assertThat(failure(bench.call(() -> provider(kind).refresh(TOKEN))).kind())
                .isEqualTo(FailureKind.REAUTHORIZE);

        answers.put("/v1.0/me", WORKS);
        answers.put("/me", WORKS);
        LongLived issued = given(bench.call(() -> provider(kind).refresh(TOKEN)));

        assertThat(issued.expiresIn()).isEqualTo(Duration.ofDays(60));
        assertThat(issued.assumed()).isTrue();
    }

    @Test
    void tokenInDoubtThatCannotBeTriedIsKeptAndExtendedAgainSoon() {
        answers.put("/refresh_access_token", token("0"));
        answers.put("/v1.0/debug_token", NOT_A_TESTER);
        answers.put("/v1.0/me", "{\"error\":{\"code\":2,\"is_transient\":true}}");

        LongLived issued = given(bench.call(() -> threads().refresh(TOKEN)));

        assertThat(issued.expiresIn()).isEqualTo(Duration.ofDays(3));
        assertThat(issued.assumed()).isTrue();
    }

    @Test
    void missingLifetimeOfATokenThatInspectionCallsInvalidIsARefusal() {
        answers.put("/refresh_access_token", "{\"access_token\":\"THBB\"}");
        answers.put("/v1.0/debug_token", "{\"data\":{\"is_valid\":false,\"error\":{\"code\":190,\"subcode\":463}}}");

        assertThat(failure(bench.call(() -> threads().refresh(TOKEN))))
                .isEqualTo(Failure.of(FailureKind.REAUTHORIZE, 190, 463));
    }

    @Test
    void k43_secondCallThatNamesADeadTokenDecides() {
        answers.put("/v1.0/me", MISSING);
        answers.put("/v1.0/debug_token", DEAD);
        assertThat(failure(bench.call(() -> threads().me(TOKEN))).kind()).isEqualTo(FailureKind.REAUTHORIZE);

        answers.put("/refresh_access_token", MISSING);
        answers.put("/v1.0/me", DEAD);
        assertThat(failure(bench.call(() -> threads().refresh(TOKEN))).kind()).isEqualTo(FailureKind.REAUTHORIZE);
    }

    @Test
    void k43_secondCallThatFindsNothingEitherDecides() {
        answers.put("/v1.0/me", MISSING);
        answers.put("/v1.0/debug_token", MISSING);
        answers.put("/refresh_access_token", MISSING);

        assertThat(failure(bench.call(() -> threads().me(TOKEN))).kind()).isEqualTo(FailureKind.REAUTHORIZE);
        assertThat(failure(bench.call(() -> threads().refresh(TOKEN))).kind()).isEqualTo(FailureKind.REAUTHORIZE);
    }

    @Test
    void k43_tokenThatWorksElsewhereIsNotDead() {
        answers.put("/v1.0/me", MISSING);
        answers.put("/v1.0/debug_token", "{\"data\":{\"is_valid\":true}}");
        assertThat(failure(bench.call(() -> threads().me(TOKEN))).kind()).isEqualTo(FailureKind.BAD_REQUEST);

        answers.put("/v1.0/debug_token", NOT_A_TESTER);
        assertThat(failure(bench.call(() -> threads().me(TOKEN))).kind()).isEqualTo(FailureKind.BAD_REQUEST);

        answers.put("/refresh_access_token", MISSING);
        answers.put("/v1.0/me", WORKS);
        assertThat(failure(bench.call(() -> threads().refresh(TOKEN))).kind()).isEqualTo(FailureKind.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "instagram"})
    void codedAnswerIsReadThoughNoCodingWasAskedFor(String provider) {
        ProviderDescription kind = MetaDescriptions.of(provider);
        String body = "\ufeff{\"access_token\":\" THBB \",\"user_id\":1,\"expires_in\":5183944}";
        RecordingServer coding = new RecordingServer(bench.vertx, response -> {
            var unused = response.putHeader("Content-Encoding", "gzip")
                    .end(Buffer.buffer(BodyTextTest.gzip(body.getBytes(UTF_8))));
        });

        ShortLived answer = given(bench.call(() ->
                bench.provider(kind, coding.baseUri(), SECRET).exchange(CodeGrant.of(TOKEN, REDIRECT), () -> true)));

        assertThat(answer.token()).isEqualTo(Secret.of("THBB"));
        assertThat(coding.requests().get(0).headers().get("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void refusalInAnUnknownCodingRefusesTheCode() {
        RecordingServer coding = new RecordingServer(bench.vertx, response -> {
            var unused = response.setStatusCode(400)
                    .putHeader("Content-Encoding", "zstd")
                    .end("?");
        });

        assertThat(failure(bench.call(() -> bench.provider(coding.baseUri(), SECRET)
                                .exchange(CodeGrant.of(TOKEN, REDIRECT), () -> true)))
                        .kind())
                .isEqualTo(FailureKind.BAD_REQUEST);
        bench.logs.assertHasNone(Map.of("token", List.of(TOKEN.reveal())));
    }

    private Provider threads() {
        return provider(MetaDescriptions.THREADS);
    }

    private Provider provider(ProviderDescription kind) {
        return bench.provider(kind, server.baseUri(), SECRET);
    }

    private static String token(String expiresIn) {
        return "{\"access_token\":\"THBB\",\"expires_in\":" + expiresIn + "}";
    }

    private long inDays(int days) {
        return bench.clock.instant().plus(Duration.ofDays(days)).getEpochSecond();
    }

    private void answer(Seen seen, HttpServerResponse response) {
        String body = answers.getOrDefault(seen.path(), "{}");
        var unused = response.setStatusCode(body.startsWith("{\"error\"") ? 400 : 200)
                .end(body);
    }
}
