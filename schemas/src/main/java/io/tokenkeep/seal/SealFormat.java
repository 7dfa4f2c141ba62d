package io.tokenkeep.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The format of a sealed text: names in its header and plaintext, and the one algorithm. */
final class SealFormat {

    static final String PURPOSE = "purpose";
    /** RFC 7519 5.3: a claim repeated in the header of an encrypted JWT. */
    static final String SUBJECT = "sub";

    static final String SECRET = "secret";

    private static final Set<String> ALLOWED = Set.of("alg", "enc", "kid", PURPOSE, SUBJECT);

    private SealFormat() {}

    /**
     * Refuses every header but ours. The allow list excludes zip, crit, jku, jwk, x5u and all other members by which the
     * message would choose how it is read.
     */
    static String kidOf(JWEHeader header, Purpose purpose, String subject) throws SealRefusedException {
        if (!ALLOWED.containsAll(header.toJSONObject().keySet())) {
            throw new SealRefusedException("its header has parameters that are not allowed here");
        }
        if (!JWEAlgorithm.DIR.equals(header.getAlgorithm())
                || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())) {
            throw new SealRefusedException("it is not sealed with dir and A256GCM");
        }
        check(header.getCustomParam(PURPOSE), header.getSubject(), purpose, subject);
        String kid = header.getKeyID();
        if (kid == null) {
            throw new SealRefusedException("its header names no key");
        }
        return kid;
    }

    static void check(@Nullable Object actualPurpose, @Nullable Object actualSubject, Purpose purpose, String subject)
            throws SealRefusedException {
        if (!purpose.wireName().equals(actualPurpose)) {
            throw new SealRefusedException("it was sealed for another purpose than " + purpose.wireName());
        }
        if (!subject.equals(actualSubject)) {
            throw new SealRefusedException("it was sealed for another subject");
        }
    }

    static JWEHeader parseHeader(String sealed) throws SealRefusedException {
        int dot = sealed.indexOf('.');
        try {
            return JWEHeader.parse(new Base64URL(dot < 0 ? sealed : sealed.substring(0, dot)));
        } catch (ParseException | RuntimeException e) {
            throw new SealRefusedException("it is no compact JWE");
        }
    }
}
