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
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.meta.RecordingServer.Seen;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent to Instagram. */
class InstagramProviderTest {

    private static final Secret TOKEN = Secret.of("IGAA-a token/with+signs&more=");

    private static final Map.Entry<String, String> PROOF =
            Map.entry("appsecret_proof", AppSecretProof.of(Secret.of(SECRET), TOKEN.reveal()));

    private final ProviderBench bench = new ProviderBench();
    private final RecordingServer server = RecordingServer.answering(
            bench.vertx, "{\"access_token\":\"IGBB\",\"user_id\":27640875392278831,\"id\":\"1\"}");

    @AfterEach
    void close() {
        bench.close();
        bench.logs.assertHasNone(Map.of("token", List.of(TOKEN.reveal())));
    }

    @Test
    void k30_codeIsPostedAsAFormWithNothingInTheUrl() {
        given(bench.call(() -> provider().exchange(CodeGrant.of(TOKEN, REDIRECT), () -> true)));

        Seen seen = seen("POST", "/oauth/access_token");
        assertThat(seen.query()).isEmpty();
        assertThat(seen.form())
                .containsOnly(
                        Map.entry("client_id", CLIENT_ID),
                        Map.entry("client_secret", SECRET),
                        Map.entry("grant_type", "authorization_code"),
                        Map.entry("redirect_uri", REDIRECT),
                        Map.entry("code", TOKEN.reveal()));
    }

    @Test
    void codeIsNotSentOnceThatIsNotAllowedAnyMore() {
        assertThat(failure(bench.call(() -> provider().exchange(CodeGrant.of(TOKEN, REDIRECT), () -> false))))
                .isEqualTo(Failure.notSent());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void upgradeNamesTheSecretAndAMissingLifetimeIsAssumed() {
        LongLived issued = given(bench.call(() -> provider().upgrade(TOKEN, null)));

        assertThat(issued).isEqualTo(new LongLived(Secret.of("IGBB"), Duration.ofDays(60), true));
        assertThat(seen("GET", "/access_token").query())
                .containsOnly(
                        Map.entry("grant_type", "ig_exchange_token"),
                        Map.entry("client_secret", SECRET),
                        Map.entry("access_token", TOKEN.reveal()),
                        PROOF);
    }

    @Test
    void refreshNamesTheTokenAndProvesTheSecret() {
        given(bench.call(() -> provider().refresh(TOKEN)));

        assertThat(seen("GET", "/refresh_access_token").query())
                .containsOnly(
                        Map.entry("grant_type", "ig_refresh_token"), Map.entry("access_token", TOKEN.reveal()), PROOF);
    }

    @Test
    void identityAsksForBothIds() {
        Profile profile = given(bench.call(() -> provider().me(TOKEN)));

        assertThat(profile).isEqualTo(new Profile("27640875392278831", List.of("1"), null, null));
        assertThat(seen("GET", "/me").query())
                .containsOnly(
                        Map.entry("fields", "id,user_id,username,name"),
                        Map.entry("access_token", TOKEN.reveal()),
                        PROOF);
    }

    @Test
    void whatIsNotOfferedIsRefusedWithoutACall() {
        assertThat(failure(bench.call(() -> provider().inspect(TOKEN))).kind()).isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(bench.call(() -> provider().pages(TOKEN, "1", Duration.ofMinutes(2))))
                .isEqualTo(PageList.failed(Failure.of(FailureKind.BAD_REQUEST, null, null)));
        assertThat(failure(bench.call(() -> provider().revoke(TOKEN, "1"))).kind())
                .isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(server.requests()).isEmpty();
    }

    private Provider provider() {
        return bench.provider(MetaDescriptions.INSTAGRAM, server.baseUri(), SECRET);
    }

    private Seen seen(String method, String path) {
        assertThat(server.requests()).hasSize(1);
        Seen seen = server.requests().get(0);
        assertThat(seen.method()).isEqualTo(method);
        assertThat(seen.path()).isEqualTo(path);
        return seen;
    }
}
