package io.tokenkeep.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.keys.AesKey;
import org.jose4j.lang.JoseException;

/** Sealed texts made by other JOSE software, with every part open to mistakes and malice. */
final class Foreign {

    private Foreign() {}

    /** The header parameters of a good text under a kid. */
    static Map<String, Object> header(String kid) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "dir");
        header.put("enc", "A256GCM");
        header.put("kid", kid);
        header.put("purpose", "access-token");
        header.put("sub", TestKeys.ACCOUNT);
        return header;
    }

    /** The members of a good plaintext. */
    static Map<String, Object> plaintext() {
        Map<String, Object> plaintext = new LinkedHashMap<>();
        plaintext.put("purpose", "access-token");
        plaintext.put("sub", TestKeys.ACCOUNT);
        plaintext.put("secret", TestKeys.SECRET);
        return plaintext;
    }

    static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        map.put(name, value);
        return map;
    }

    static Map<String, Object> without(Map<String, Object> map, String name) {
        map.remove(name);
        return map;
    }

    static String jose4j(Map<String, Object> header, Map<String, Object> plaintext, byte[] key) throws JoseException {
        return jose4j(header, JsonUtil.toJson(plaintext), key);
    }

    static String jose4j(Map<String, Object> header, String plaintext, byte[] key) throws JoseException {
        JsonWebEncryption jwe = new JsonWebEncryption();
        header.forEach(jwe.getHeaders()::setObjectHeaderValue);
        jwe.setPlaintext(plaintext);
        jwe.setKey(new AesKey(key));
        return jwe.getCompactSerialization();
    }

    static JWEHeader.Builder nimbusHeader(JWEAlgorithm algorithm, EncryptionMethod method) {
        return new JWEHeader.Builder(algorithm, method)
                .keyID("k1")
                .customParam("purpose", "access-token")
                .subject(TestKeys.ACCOUNT);
    }

    static String nimbus(JWEHeader header, byte[] key) throws JOSEException {
        return nimbus(header, new DirectEncrypter(key));
    }

    static String nimbus(JWEHeader header, JWEEncrypter encrypter) throws JOSEException {
        JWEObject jwe = new JWEObject(header, new Payload(plaintext()));
        jwe.encrypt(encrypter);
        return jwe.serialize();
    }
}
