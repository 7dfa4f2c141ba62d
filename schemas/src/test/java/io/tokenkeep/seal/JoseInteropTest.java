package io.tokenkeep.seal;

import static io.tokenkeep.seal.TestKeys.ACCOUNT;
import static io.tokenkeep.seal.TestKeys.SECRET;
import static io.tokenkeep.seal.TestKeys.jwk;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;

/** Consumers open with whatever JOSE library they have: here jose4j, and nimbus used plainly, key set included. */
class JoseInteropTest {

    private final String keyText = TestKeys.text(jwk("k1", "active"), jwk("old", "open"));
    private final KeySet keys = KeySet.parse(keyText);
    private final Sealer sealer = new Sealer(keys, Purpose.ACCESS_TOKEN);
    private final Opener opener = new Opener(keys, Purpose.ACCESS_TOKEN);

    @Test
    void jose4jOpensOurs() throws Exception {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setCompactSerialization(sealer.seal(ACCOUNT, SECRET));
        jwe.setKey(new JsonWebKeySet(keyText)
                .findJsonWebKey(jwe.getKeyIdHeaderValue(), "oct", null, null)
                .getKey());

        Map<String, Object> plaintext = JsonUtil.parseJson(jwe.getPlaintextString());

        assertThat(plaintext).isEqualTo(Foreign.plaintext());
        assertThat(JsonUtil.parseJson(jwe.getHeaders().getFullHeaderAsJsonString()))
                .isEqualTo(Foreign.header("k1"));
    }

    @Test
    void oursOpensJose4js() throws Exception {
        String sealed = Foreign.jose4j(Foreign.header("k1"), Foreign.plaintext(), TestKeys.bytes("k1"));

        assertThat(opener.open(ACCOUNT, sealed)).isEqualTo(SECRET);
    }

    @Test
    void plainNimbusOpensOurs() throws Exception {
        JWEObject jwe = JWEObject.parse(sealer.seal(ACCOUNT, SECRET));
        jwe.decrypt(new DirectDecrypter(
                JWKSet.parse(keyText).getKeyByKeyId(jwe.getHeader().getKeyID()).toOctetSequenceKey()));

        assertThat(jwe.getPayload().toJSONObject()).isEqualTo(Foreign.plaintext());
    }

    @Test
    void oursOpensPlainNimbuss() throws Exception {
        String sealed = Foreign.nimbus(
                Foreign.nimbusHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).build(), TestKeys.bytes("k1"));

        assertThat(opener.open(ACCOUNT, sealed)).isEqualTo(SECRET);
    }
}
