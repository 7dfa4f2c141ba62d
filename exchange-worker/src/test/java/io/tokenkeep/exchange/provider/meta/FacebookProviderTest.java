package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.FacebookBench.VALID;
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
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.exchange.provider.meta.RecordingServer.Seen;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to Facebook and what is made of its answers. */
class FacebookProviderTest {

    private static final Secret CODE = Secret.of("AQB-a code/with+signs=");
    private static final Secret TOKEN = Secret.of("EAA-a token/with+signs&more=");
    private static final Secret NEXT = Secret.of("EAA-next-token");
    private static final Instant DATA_ACCESS = Instant.ofEpochSecond(1800000000);
    private static final String EXCHANGE = "/oauth/access_token";
    private static final String INSPECT = "/debug_token";

    private final FacebookBench facebook = new FacebookBench();
    private final ProviderBench bench = facebook.bench;

    @AfterEach
    void close() {
        facebook.close();
        bench.logs.assertHasNone(Map.of(
                "code", List.of(CODE.reveal()),
                "token", List.of(TOKEN.reveal(), NEXT.reveal())));
    }

    @Test
    void k20_codeIsSentInTheQueryOfAGet() {
        facebook.on(EXCHANGE, "{\"access_token\":\"EAA-next-token\",\"token_type\":\"bearer\",\"expires_in\":5400}");

        ShortLived answer =
                given(bench.call(() -> facebook.provider(SECRET).exchange(CodeGrant.of(CODE, REDIRECT), () -> true)));

        Seen seen = facebook.requests().get(0);
        assertThat(answer).isEqualTo(new ShortLived(NEXT, null, Duration.ofMinutes(90)));
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.path()).isEqualTo("/v25.0/oauth/access_token");
        assertThat(seen.query())
                .containsOnly(
                        Map.entry("client_id", CLIENT_ID),
                        Map.entry("client_secret", SECRET),
                        Map.entry("redirect_uri", REDIRECT),
                        Map.entry("code", CODE.reveal()));
    }

    @Test
    void codeIsNotSentOnceThatIsNotAllowedAnyMore() {
        facebook.on(EXCHANGE, "{\"access_token\":\"EAA-next-token\"}");

        Failure failure = failure(
                bench.call(() -> facebook.provider(SECRET).exchange(CodeGrant.of(CODE, REDIRECT), () -> false)));

        assertThat(failure).isEqualTo(Failure.notSent());
        assertThat(facebook.requests()).isEmpty();
    }

    @Test
    void k21_codeOneForAWrongSecretMeansTheNextSecret() {
        facebook.on(
                EXCHANGE,
                seen -> SECRET.equals(seen.query().get("client_secret"))
                        ? "{\"access_token\":\"EAA-next-token\"}"
                        : "{\"error\":{\"code\":1,\"message\":\"Error validating client secret.\"}}");

        given(bench.call(() ->
                facebook.provider("old-secret-0123456789", SECRET).exchange(CodeGrant.of(CODE, REDIRECT), () -> true)));
        Failure failure = failure(bench.call(
                () -> facebook.provider("old-secret-0123456789").exchange(CodeGrant.of(CODE, REDIRECT), () -> true)));

        assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(bench.calls.secrets).containsExactly(2);
    }

    @Test
    void tokenIsInspectedAndThenExchangedForALongerOne() {
        facebook.on(INSPECT, valid("1790000000"))
                .on(EXCHANGE, "{\"access_token\":\"EAA-next-token\",\"expires_in\":5183791}");

        LongLived issued = given(bench.call(() -> facebook.provider(SECRET).upgrade(TOKEN, null)));

        assertThat(issued)
                .isEqualTo(new LongLived(
                        NEXT, Duration.ofSeconds(5183791), false, DATA_ACCESS, List.of("pages_show_list")));
        assertThat(facebook.requests(INSPECT).get(0).query())
                .containsOnly(
                        Map.entry("input_token", TOKEN.reveal()),
                        Map.entry("access_token", CLIENT_ID + "|" + SECRET),
                        Map.entry("appsecret_proof", proof(CLIENT_ID + "|" + SECRET)));
        assertThat(facebook.requests(EXCHANGE).get(0).query())
                .containsOnly(
                        Map.entry("grant_type", "fb_exchange_token"),
                        Map.entry("client_id", CLIENT_ID),
                        Map.entry("client_secret", SECRET),
                        Map.entry("fb_exchange_token", TOKEN.reveal()));
    }

    @Test
    void tokenThatNeverEndsIsNeverExchanged() {
        facebook.on(INSPECT, valid("0").replace("USER", "SYSTEM_USER"));

        LongLived upgraded = given(bench.call(() -> facebook.provider(SECRET).upgrade(TOKEN, null)));
        LongLived refreshed = given(bench.call(() -> facebook.provider(SECRET).refresh(TOKEN)));

        assertThat(List.of(upgraded, refreshed))
                .containsOnly(new LongLived(TOKEN, null, false, DATA_ACCESS, List.of("pages_show_list")));
        assertThat(facebook.requests(EXCHANGE)).isEmpty();
    }

    @Test
    void systemUsersTokenIsKeptAtFirstAndExtendedInItsOwnWay() {
        bench.clock.advance(Duration.between(bench.clock.instant(), Instant.ofEpochSecond(1795000000)));
        facebook.on(INSPECT, valid("1800184000").replace("USER", "SYSTEM_USER"))
                .on(EXCHANGE, "{\"access_token\":\"EAA-next-token\",\"expires_in\":5184000}");

        LongLived kept = given(bench.call(() -> facebook.provider(SECRET).upgrade(TOKEN, null)));
        assertThat(facebook.requests(EXCHANGE)).isEmpty();
        given(bench.call(() -> facebook.provider(SECRET).refresh(TOKEN)));

        assertThat(kept.token()).isEqualTo(TOKEN);
        assertThat(kept.expiresIn()).isEqualTo(Duration.ofDays(60));
        assertThat(facebook.requests(EXCHANGE).get(0).query()).containsEntry("set_token_expires_in_60_days", "true");
    }

    @Test
    void k22_missingLifetimeIsAskedFor() {
        bench.clock.advance(Duration.between(bench.clock.instant(), Instant.ofEpochSecond(1795000000)));
        facebook.on(
                        INSPECT,
                        seen -> valid(
                                NEXT.reveal().equals(seen.query().get("input_token")) ? "1795000900" : "1795000500"))
                .on(EXCHANGE, "{\"access_token\":\"EAA-next-token\",\"token_type\":\"bearer\"}");

        LongLived issued = given(bench.call(() -> facebook.provider(SECRET).upgrade(TOKEN, null)));

        assertThat(issued.expiresIn()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void k22_missingLifetimeMayBeNone() {
        facebook.on(INSPECT, seen -> valid(NEXT.reveal().equals(seen.query().get("input_token")) ? "0" : "1790000000"))
                .on(EXCHANGE, "access_token=EAA-next-token");

        LongLived issued = given(bench.call(() -> facebook.provider(SECRET).upgrade(TOKEN, null)));

        assertThat(issued.token()).isEqualTo(NEXT);
        assertThat(issued.expiresIn()).isNull();
    }

    @Test
    void k22_lifetimeThatNobodyTellsIsNotGuessed() {
        facebook.on(INSPECT, valid("1790000000").replace("\"expires_at\":1790000000,", ""))
                .on(EXCHANGE, "{\"access_token\":\"EAA-next-token\"}");

        assertThat(failure(bench.call(() -> facebook.provider(SECRET).upgrade(TOKEN, null))))
                .isEqualTo(Failure.lost());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":[]} | UNREADABLE",
                "{} | UNREADABLE",
                "<html></html> | UNREADABLE",
                "{\"error\":{\"code\":2,\"is_transient\":true}} | TRANSIENT"
            })
    void tokenThatCouldNotBeInspectedIsNotExchanged(String answer, FailureKind expected) {
        facebook.on(INSPECT, answer).on(EXCHANGE, "{\"access_token\":\"EAA-next-token\",\"expires_in\":1}");

        Failure failure = failure(bench.call(() -> facebook.provider(SECRET).upgrade(TOKEN, null)));

        assertThat(failure.kind()).isEqualTo(expected);
        assertThat(facebook.requests(EXCHANGE)).isEmpty();
    }

    @Test
    void deadTokenFailsByTheReasonInspectionTells() {
        facebook.on(INSPECT, "{\"data\":{\"error\":{\"code\":190,\"subcode\":458},\"is_valid\":false}}");

        assertThat(failure(bench.call(() -> facebook.provider(SECRET).refresh(TOKEN))))
                .isEqualTo(Failure.of(FailureKind.REAUTHORIZE, 190, 458));
        assertThat(facebook.requests(EXCHANGE)).isEmpty();
    }

    @Test
    void k25_sameTokenLivesAsLongAsInspectionSaysWhateverTheAnswerTells() {
        Instant end = bench.clock.instant().plusSeconds(77);
        facebook.on(INSPECT, valid(String.valueOf(end.getEpochSecond())))
                .on(EXCHANGE, seen -> "{\"access_token\":\"" + TOKEN.reveal() + "\",\"expires_in\":5184000}");

        LongLived same = given(bench.call(() -> facebook.provider(SECRET).refresh(TOKEN)));

        assertThat(same.token()).isEqualTo(TOKEN);
        assertThat(same.expiresIn()).isEqualTo(Duration.ofSeconds(77));
    }

    @Test
    void k37_identityCarriesTheProofOfTheSecretThatWorksAndNoTime() {
        facebook.on(
                "/me",
                seen -> proof(TOKEN.reveal()).equals(seen.query().get("appsecret_proof"))
                        ? "{\"id\":\"27640875392278831\",\"name\":\"\\u00c4nne\"}"
                        : "{\"error\":{\"code\":100,\"message\":\"Invalid appsecret_proof provided in the API argument\"}}");
        Provider provider = facebook.provider("old-secret-0123456789", SECRET);

        assertThat(given(bench.call(() -> provider.me(TOKEN)))).isEqualTo(new Profile("27640875392278831", "Änne"));
        given(bench.call(() -> provider.me(TOKEN)));

        assertThat(facebook.requests()).hasSize(3);
        assertThat(facebook.requests().get(2).query())
                .containsOnly(
                        Map.entry("fields", "id,name"),
                        Map.entry("access_token", TOKEN.reveal()),
                        Map.entry("appsecret_proof", proof(TOKEN.reveal())));
    }

    @Test
    void k39_revocationIsADeleteOfAllPermissions() {
        facebook.on("/7/permissions", "true");

        given(bench.call(() -> facebook.provider(SECRET).revoke(TOKEN, "7")));

        Seen seen = facebook.requests().get(0);
        assertThat(seen.method()).isEqualTo("DELETE");
        assertThat(seen.query())
                .containsOnly(
                        Map.entry("access_token", TOKEN.reveal()), Map.entry("appsecret_proof", proof(TOKEN.reveal())));
    }

    private static String valid(String expiresAt) {
        return VALID.formatted(expiresAt);
    }

    private static String proof(String token) {
        return AppSecretProof.of(Secret.of(SECRET), token);
    }
}
