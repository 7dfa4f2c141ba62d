package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.CLIENT_ID;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.REDIRECT;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.SECRET;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpEdge;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.exchange.provider.meta.RecordingServer.Seen;
import io.tokenkeep.kit.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent, and what of an answer is taken, where the simulator cannot tell. */
class ThreadsRequestsTest {

    private static final Secret CODE = Secret.of("AQB-a code/with+signs=");
    private static final Secret TOKEN = Secret.of("THAA-a token/with+signs&more=");

    private static final Map.Entry<String, String> PROOF =
            Map.entry("appsecret_proof", AppSecretProof.of(Secret.of(SECRET), TOKEN.reveal()));

    private final ProviderBench bench = new ProviderBench();
    private RecordingServer server;

    @BeforeEach
    void answerWithAToken() {
        server = RecordingServer.answering(
                bench.vertx, "{\"access_token\":\"THBB\",\"expires_in\":5183944,\"user_id\":1,\"id\":\"1\"}");
    }

    @AfterEach
    void close() {
        bench.close();
        bench.logs.assertHasNone(Map.of(
                "code", List.of(CODE.reveal()),
                "token", List.of(TOKEN.reveal())));
    }

    @Test
    void k07_codeIsPostedAsAFormWithNothingInTheUrl() {
        given(bench.call(() -> provider().exchange(CodeGrant.of(CODE, REDIRECT), () -> true)));

        Seen seen = onlyRequest();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.path()).isEqualTo("/oauth/access_token");
        assertThat(seen.query()).isEmpty();
        assertThat(seen.headers().get("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(seen.form())
                .containsOnly(
                        Map.entry("client_id", CLIENT_ID),
                        Map.entry("client_secret", SECRET),
                        Map.entry("grant_type", "authorization_code"),
                        Map.entry("redirect_uri", REDIRECT),
                        Map.entry("code", CODE.reveal()));
    }

    @Test
    void k13_upgradeNamesTheSecretAndNoClientId() {
        given(bench.call(() -> provider().upgrade(TOKEN, null)));

        Seen seen = onlyRequest();
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.path()).isEqualTo("/access_token");
        assertThat(seen.query())
                .containsOnly(
                        Map.entry("grant_type", "th_exchange_token"),
                        Map.entry("client_secret", SECRET),
                        Map.entry("access_token", TOKEN.reveal()),
                        PROOF);
    }

    @Test
    void refreshNamesNeitherSecretNorClientIdAndProvesTheSecret() {
        given(bench.call(() -> provider().refresh(TOKEN)));

        Seen seen = onlyRequest();
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.path()).isEqualTo("/refresh_access_token");
        assertThat(seen.query())
                .containsOnly(
                        Map.entry("grant_type", "th_refresh_token"), Map.entry("access_token", TOKEN.reveal()), PROOF);
    }

    @Test
    void identityAsksForIdAndNames() {
        given(bench.call(() -> provider().me(TOKEN)));

        Seen seen = onlyRequest();
        assertThat(seen.path()).isEqualTo("/v1.0/me");
        assertThat(seen.query())
                .containsOnly(
                        Map.entry("fields", "id,username,name"), Map.entry("access_token", TOKEN.reveal()), PROOF);
    }

    @Test
    void k16_inspectionSendsTheTokenAsBothUnderTheNameThatIsNoMisprint() {
        bench.call(() -> provider().inspect(TOKEN));

        Seen seen = onlyRequest();
        assertThat(seen.path()).isEqualTo("/v1.0/debug_token");
        assertThat(seen.query())
                .containsOnly(
                        Map.entry("access_token", TOKEN.reveal()), Map.entry("input_token", TOKEN.reveal()), PROOF);
    }

    @Test
    void k11_pathOfTheConfiguredBaseIsKept() {
        given(bench.call(() -> bench.provider(URI.create(server.baseUri() + "/threads"), SECRET)
                .refresh(TOKEN)));

        assertThat(onlyRequest().path()).isEqualTo("/threads/refresh_access_token");
    }

    @Test
    void redirectIsNotFollowed() {
        RecordingServer elsewhere = RecordingServer.answering(bench.vertx, "{\"access_token\":\"THBB\"}");
        RecordingServer redirecting = new RecordingServer(bench.vertx, response -> {
            var unused = response.setStatusCode(302)
                    .putHeader("Location", elsewhere.baseUri() + "/access_token")
                    .end();
        });

        Reply<LongLived> reply =
                bench.call(() -> bench.provider(redirecting.baseUri(), SECRET).upgrade(TOKEN, null));

        assertThat(failure(reply).kind()).isEqualTo(FailureKind.UNREADABLE);
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void bodyBeyondReasonIsThrownAway() {
        RecordingServer flood = RecordingServer.answering(
                bench.vertx, "{\"access_token\":\"THBB\",\"padding\":\"" + "x".repeat(HttpEdge.MOST_BYTES) + "\"}");

        Reply<ShortLived> reply = bench.call(
                () -> bench.provider(flood.baseUri(), SECRET).exchange(CodeGrant.of(CODE, REDIRECT), () -> true));

        assertThat(failure(reply)).isEqualTo(Failure.unreadable());
    }

    @Test
    void answerThatTricklesIsGivenUpInTime() {
        RecordingServer trickle = new RecordingServer(bench.vertx, response -> {
            response.setChunked(true);
            bench.vertx.setPeriodic(20, id -> {
                if (response.closed()) {
                    bench.vertx.cancelTimer(id);
                } else {
                    var unused = response.write(" ");
                }
            });
        });

        Reply<LongLived> reply =
                bench.call(() -> bench.impatientProvider(trickle.baseUri()).refresh(TOKEN));

        assertThat(failure(reply)).isEqualTo(Failure.lost());
    }

    @Test
    void requestWithoutAConnectionIsNotSent() {
        Reply<Profile> reply = bench.call(
                () -> bench.provider(URI.create("http://127.0.0.1:1"), SECRET).me(TOKEN));

        assertThat(failure(reply)).isEqualTo(Failure.notSent());
    }

    @Test
    void requestToAnUnknownHostIsNotSent() {
        Reply<Profile> reply = bench.call(() -> bench.provider(URI.create("http://no-such-host.invalid"), SECRET)
                .me(TOKEN));

        assertThat(failure(reply)).isEqualTo(Failure.notSent());
    }

    private ThreadsProvider provider() {
        return bench.provider(server.baseUri(), SECRET);
    }

    private Seen onlyRequest() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }
}
