package io.tokenkeep.callback.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.tokenkeep.callback.Touched;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.KeySet;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectLinksTest {

    private static final ConnectRequest REQUEST = new ConnectRequest("threads-main", "Bäckerei Müller & Söhne");

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final MutableClock clock = MutableClock.at(START);
    private final String keys = KeySet.generate("k1", new SecureRandom());
    private final ConnectLinks links = links(keys);

    @Test
    void expiredLinkIsReportedApart() {
        String link = parameter(links.link(REQUEST, Duration.ofDays(7)));

        clock.advance(Duration.ofDays(7));

        assertThat(links.check("threads-main", link)).isEqualTo(new LinkCheck.Expired());
    }

    @Test
    void linkToAnotherAppIsRefused() {
        String link = parameter(links.link(REQUEST, Duration.ofDays(7)));

        assertRefused(links.check("other", link));
    }

    @Test
    void changedCharacterIsRefused() {
        String link = parameter(links.link(REQUEST, Duration.ofDays(7)));

        assertThat(Touched.each(link)).allSatisfy(touched -> assertRefused(links.check("threads-main", touched)));
    }

    @Test
    void linkOfAnotherKeyOfTheSameNameIsRefused() {
        ConnectLinks others = links(KeySet.generate("k1", new SecureRandom()));

        assertRefused(links.check("threads-main", parameter(others.link(REQUEST, Duration.ofDays(7)))));
    }

    @Test
    void stateKeyItselfDoesNotSignLinks() throws Exception {
        byte[] stateKey = new Base64URL(
                        (String) JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(keys), "keys")[0].get("k"))
                .decode();

        assertRefused(links.check("threads-main", signed(stateKey, JWSAlgorithm.HS256, "connect+jwt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS384", "HS512"})
    void otherAlgorithmUnderTheRightKeyIsRefused(String algorithm) throws Exception {
        byte[] key = new byte[64];

        assertRefused(links.check("threads-main", signed(key, JWSAlgorithm.parse(algorithm), "connect+jwt")));
    }

    @Test
    void tokenOfAnotherTypeUnderTheRightKeyIsRefused() throws Exception {
        byte[] derived =
                KeySet.parse(keys).derive("k1", "tokenkeep connect link HS256").getEncoded();

        assertThat(links.check("threads-main", signed(derived, JWSAlgorithm.HS256, "connect+jwt")))
                .isInstanceOf(LinkCheck.Valid.class);
        assertRefused(links.check("threads-main", signed(derived, JWSAlgorithm.HS256, "JWT")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "%00"})
    void nonsenseIsRefused(String link) {
        assertRefused(links.check("threads-main", link));
    }

    @Test
    void missingOrEndlessLinkIsRefused() {
        assertRefused(links.check("threads-main", null));
        assertRefused(links.check("threads-main", "a".repeat(1_000_000)));
    }

    @Test
    void linkServesAnyNumberOfTimesUntilItExpires() {
        URI link = links.link(REQUEST, Duration.ofDays(7));

        clock.advance(Duration.ofDays(7).minusSeconds(1));

        assertThat(link.toString()).startsWith("https://connect.example/connect/threads-main?link=");
        for (int i = 0; i < 3; i++) {
            assertValid(links.check("threads-main", parameter(link)), REQUEST, Duration.ofDays(7));
        }
    }

    @Test
    void linkWithoutClientHasNone() {
        ConnectRequest request = new ConnectRequest("threads-main", null);

        assertValid(
                links.check("threads-main", parameter(links.link(request, Duration.ofHours(1)))),
                request,
                Duration.ofHours(1));
    }

    @Test
    void linkOfAKeyThatOnlyOpensStillServes() {
        String link = parameter(links.link(REQUEST, Duration.ofDays(7)));
        String rotated = keys.replace("active", "open").replace("]}", "," + key("k2") + "]}");

        assertValid(links(rotated).check("threads-main", link), REQUEST, Duration.ofDays(7));
        assertRefused(links(rotated.replace("\"open\"", "\"retired\"")).check("threads-main", link));
    }

    @Test
    void labelIsBoundedInBytes() {
        assertThat(new ConnectRequest("a", "é".repeat(32)).client()).hasSize(32);
        assertThatThrownBy(() -> new ConnectRequest("a", "é".repeat(33))).hasMessageContaining("64 bytes");
        assertThatThrownBy(() -> new ConnectRequest("a", " ")).hasMessageContaining("not blank");
        assertThatThrownBy(() -> new ConnectRequest("a", "x\ny")).hasMessageContaining("control");
    }

    @Test
    void eachLinkHasAnIdOfItsOwnAndKeepsIt() {
        String one = parameter(links.link(REQUEST, Duration.ofDays(7)));
        String other = parameter(links.link(REQUEST, Duration.ofDays(7)));

        assertThat(invitation(one).id())
                .matches("[A-Za-z0-9_-]{12}")
                .isEqualTo(invitation(one).id());
        assertThat(invitation(other).id()).isNotEqualTo(invitation(one).id());
        assertThat(invitation(other).link()).isNotEqualTo(invitation(one).link());
        assertThat(invitation(one).link()).isNotEqualTo(invitation(one).id());
    }

    @Test
    void linkOfTheStartPageHasNone() {
        Invitation invitation =
                invitation(links.openPath(REQUEST, Duration.ofHours(1)).split("=", 2)[1]);

        assertThat(invitation.id()).isNull();
        assertThat(invitation.link()).isNull();
    }

    @Test
    void linkToStartOverIsTheSameLink() {
        Invitation sent = invitation(parameter(links.link(REQUEST, Duration.ofDays(7))));

        String again = links.path(sent, START.plus(Duration.ofHours(1))).split("=", 2)[1];

        assertThat(invitation(again)).isEqualTo(sent);
    }

    @Test
    void linkMadeBeforeThereWereIdsIsKnownByWhatItSays() throws Exception {
        byte[] derived =
                KeySet.parse(keys).derive("k1", "tokenkeep connect link HS256").getEncoded();
        String link = signed(derived, JWSAlgorithm.HS256, "connect+jwt");

        assertThat(invitation(link).id()).matches("[A-Za-z0-9_-]{12}");
        assertThat(invitation(link)).isEqualTo(invitation(link));
    }

    private Invitation invitation(String link) {
        return ((LinkCheck.Valid) links.check("threads-main", link)).invitation();
    }

    private static void assertValid(LinkCheck check, ConnectRequest request, Duration forTime) {
        assertThat(check).isInstanceOfSatisfying(LinkCheck.Valid.class, valid -> {
            assertThat(valid.invitation().request()).isEqualTo(request);
            assertThat(valid.invitation().ends()).isEqualTo(START.plus(forTime));
        });
    }

    private ConnectLinks links(String jwkSet) {
        return new ConnectLinks(KeySet.parse(jwkSet), URI.create("https://connect.example"), clock, new Random(3));
    }

    private static String key(String kid) {
        String set = KeySet.generate(kid, new SecureRandom());
        return set.substring(set.indexOf('[') + 1, set.lastIndexOf(']'));
    }

    private static String signed(byte[] key, JWSAlgorithm algorithm, String type) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID("k1")
                .type(new JOSEObjectType(type))
                .build();
        JWSObject jws = new JWSObject(header, new Payload(Map.of("app", "threads-main", "exp", 4_000_000_000L)));
        jws.sign(new MACSigner(key));
        return jws.serialize();
    }

    private static String parameter(URI link) {
        return List.of(link.getRawQuery().split("=", 2)).get(1);
    }

    private static void assertRefused(@Nullable LinkCheck check) {
        assertThat(check).isEqualTo(new LinkCheck.Refused());
    }
}
