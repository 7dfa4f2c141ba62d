package io.tokenkeep.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.RecordVersion;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;

class LinkSignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final String KEYS = LinkKeys.generate("links-1", new SecureRandom());

    private final LinkSignature signing = new LinkSignature(LinkKeys.parse(KEYS));
    private final LinkSignature verifying = new LinkSignature(LinkKeys.parse(LinkKeys.publicPart(KEYS)));
    private final ConnectLink link = signing.sign(link());

    @Test
    void publicPartVerifiesAndCannotSign() {
        assertThat(verifying.verify(link)).isTrue();
        assertThatThrownBy(() -> verifying.sign(link)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> verifying.token("links-1", "made")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void idOfAnImportFollowsFromItsTableAndAPrivateKey() {
        String id = signing.importId("links-1", "table");
        LinkSignature other = new LinkSignature(LinkKeys.parse(LinkKeys.generate("links-1", new SecureRandom())));

        assertThat(id).matches("i[0-9a-f]{32}").isEqualTo(signing.importId("links-1", "table"));
        assertThat(signing.importId("links-1", "table2")).isNotEqualTo(id);
        assertThat(other.importId("links-1", "table")).isNotEqualTo(id);
        assertThat(id).isNotEqualTo("i" + signing.deletionCode("links-1", "table"));
        assertThatThrownBy(() -> verifying.importId("links-1", "table")).isInstanceOf(IllegalStateException.class);
    }

    /** Every field of the schema has to be here, so that none can be added and left out of the signature. */
    @Test
    void changeOfAnyFieldIsSeen() {
        Map<String, ConnectLink> changed = new TreeMap<>();
        changed.put("linkId", edit().setLinkId("other").build());
        changed.put(
                "version",
                edit().setVersion(new RecordVersion(3L, "change", NOW, "key")).build());
        changed.put("creationId", edit().setCreationId("other").build());
        changed.put("createdAt", edit().setCreatedAt(NOW.plusMillis(1)).build());
        changed.put("madeUnder", edit().setMadeUnder("links-2").build());
        changed.put("apps", edit().setApps(List.of("threads-main", "other")).build());
        changed.put("client", edit().setClient(null).build());
        changed.put("expiresAt", edit().setExpiresAt(NOW.plusMillis(1)).build());
        changed.put("single", edit().setSingle(false).build());
        changed.put("expected", edit().setExpected(List.of()).build());
        changed.put(
                "returnUrl", edit().setReturnUrl("https://elsewhere.example").build());
        changed.put("language", edit().setLanguage("de").build());
        changed.put("confirmWithinHours", edit().setConfirmWithinHours(72).build());
        changed.put("note", edit().setNote("other").build());
        changed.put("revokedAt", edit().setRevokedAt(null).build());
        changed.put("signedUnder", edit().setSignedUnder("links-2").build());
        changed.put("signature", edit().setSignature("A".repeat(86)).build());

        assertThat(changed.keySet())
                .containsExactlyInAnyOrderElementsOf(ConnectLink.getClassSchema().getFields().stream()
                        .map(field -> field.name())
                        .toList());
        changed.forEach(
                (field, other) -> assertThat(verifying.verify(other)).as(field).isFalse());
    }

    @Test
    void everyPartOfAVersionAndOfAnExpectedAccountIsSigned() {
        for (RecordVersion other : List.of(
                new RecordVersion(2L, "other", NOW, "key"),
                new RecordVersion(2L, "change", NOW.plusMillis(1), "key"),
                new RecordVersion(2L, "change", NOW, "other"))) {
            assertThat(verifying.verify(edit().setVersion(other).build())).isFalse();
        }
        for (ExpectedAccount other : List.of(
                new ExpectedAccount("other", ExpectedKind.HANDLE, "ada"),
                new ExpectedAccount("threads-main", ExpectedKind.PAGE, "ada"),
                new ExpectedAccount("threads-main", ExpectedKind.HANDLE, "grace"))) {
            assertThat(verifying.verify(edit().setExpected(List.of(other)).build()))
                    .isFalse();
        }
    }

    @Test
    void textsThatAreMovedBetweenFieldsAreSeen() {
        ConnectLink moved = signing.sign(edit().setLanguage("a").setNote("bc").build());

        assertThat(verifying.verify(ConnectLink.newBuilder(moved)
                        .setLanguage("ab")
                        .setNote("c")
                        .build()))
                .isFalse();
    }

    @Test
    void otherKeyOfTheSameNameIsSeen() {
        String others = LinkKeys.generate("links-1", new SecureRandom());

        assertThat(new LinkSignature(LinkKeys.parse(others)).verify(link)).isFalse();
    }

    @Test
    void tokenFollowsFromTheCreationAndTheKeyAlone() {
        LinkToken token = signing.token("links-1", "made");

        assertThat(new LinkSignature(LinkKeys.parse(KEYS)).token("links-1", "made"))
                .isEqualTo(token);
        assertThat(signing.token("links-1", "made-2")).isNotEqualTo(token);
    }

    /** Another library reads the key, and the JDK verifies by it: neither our reading of a key nor our form is our own alone. */
    @Test
    void signatureIsAnOrdinaryOneOfEd25519() throws Exception {
        PublicKey key = (PublicKey) new JsonWebKeySet(LinkKeys.publicPart(KEYS))
                .getJsonWebKeys()
                .get(0)
                .getKey();
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initVerify(key);
        jdk.update(LinkSignature.bytes(link));

        assertThat(jdk.verify(Base64.getUrlDecoder().decode(link.getSignature())))
                .isTrue();
    }

    @Test
    void keySetsThatCannotBeUsedAreNamedWithoutTheirKeys() {
        assertThatThrownBy(() -> LinkKeys.parse("{\"keys\":[]}")).hasMessageContaining("needs a key");
        assertThatThrownBy(() -> LinkKeys.parse("secret text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret text")
                .hasNoCause();
        assertThatThrownBy(() -> LinkKeys.parse("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0\"}]}"))
                .hasMessageContaining("Ed25519")
                .hasMessageNotContaining("c2VjcmV0");
        assertThat(LinkKeys.parse(KEYS).toString()).isEqualTo("LinkKeys[links-1]");
        assertThat(LinkKeys.publicPart(KEYS)).doesNotContain("\"d\"");
    }

    private ConnectLink.Builder edit() {
        return ConnectLink.newBuilder(link);
    }

    private static ConnectLink link() {
        return ConnectLink.newBuilder()
                .setLinkId("id")
                .setVersion(new RecordVersion(2L, "change", NOW, "key"))
                .setCreationId("made")
                .setCreatedAt(NOW)
                .setMadeUnder("links-1")
                .setApps(List.of("threads-main"))
                .setClient("7")
                .setExpiresAt(NOW)
                .setSingle(true)
                .setExpected(List.of(new ExpectedAccount("threads-main", ExpectedKind.HANDLE, "ada")))
                .setReturnUrl("https://agency.example/done")
                .setLanguage("en")
                .setNote("note")
                .setRevokedAt(NOW)
                .setSignedUnder("")
                .setSignature("")
                .build();
    }
}
