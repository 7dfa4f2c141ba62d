package io.tokenkeep.callback.link;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.SealRefusedException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks connect links: a JWS (RFC 7515, HS256) under a key derived from the state keys. A link serves until
 * it expires, any number of times, for an agency sends it by mail and the client may cancel at first. Thread-safe.
 */
public final class ConnectLinks {

    /** The query parameter that carries the signature. */
    public static final String PARAMETER = "link";

    private static final String LABEL = "tokenkeep connect link HS256";
    private static final JOSEObjectType TYPE = new JOSEObjectType("connect+jwt");
    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
    private static final int MOST_CHARACTERS = 1024;

    private final KeySet keys;
    private final URI publicUrl;
    private final InstantSource clock;

    public ConnectLinks(KeySet stateKeys, URI publicUrl, InstantSource clock) {
        this.keys = stateKeys;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** The whole address, to be sent to a person. */
    public URI link(ConnectRequest request, Duration valid) {
        return publicUrl.resolve(path(request, valid));
    }

    /** The same without scheme and host, for pages of the service itself. */
    public String path(ConnectRequest request, Duration valid) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("app", request.app());
        if (request.client() != null) {
            claims.put("client", request.client());
        }
        claims.put("exp", clock.instant().plus(valid).getEpochSecond());
        String kid = keys.activeKid();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).type(TYPE).build();
        try {
            JWSObject jws = new JWSObject(header, new Payload(claims));
            jws.sign(new MACSigner(keys.derive(kid, LABEL)));
            return "/connect/" + request.app() + "?" + PARAMETER + "=" + jws.serialize();
        } catch (JOSEException | SealRefusedException e) {
            throw new IllegalStateException("Signing failed: " + e.getClass().getSimpleName());
        }
    }

    /** Checks the parameter of a link to this app. */
    public LinkCheck check(String app, @Nullable String link) {
        if (link == null || link.length() > MOST_CHARACTERS) {
            return new LinkCheck.Refused();
        }
        try {
            JWSObject jws = JWSObject.parse(link);
            Map<String, Object> claims = authentic(jws) ? jws.getPayload().toJSONObject() : null;
            if (claims == null || !app.equals(claims.get("app")) || !(claims.get("exp") instanceof Number exp)) {
                return new LinkCheck.Refused();
            }
            boolean expired = !clock.instant().isBefore(Instant.ofEpochSecond(exp.longValue()));
            return expired
                    ? new LinkCheck.Expired()
                    : new LinkCheck.Valid(new ConnectRequest(app, (String) claims.get("client")));
        } catch (ParseException | JOSEException | SealRefusedException | RuntimeException e) {
            // A stranger's text: whatever a parser makes of it, it is refused and its message goes no further.
            return new LinkCheck.Refused();
        }
    }

    /** Key and algorithm are ours, never the message's choice. */
    private boolean authentic(JWSObject jws) throws JOSEException, SealRefusedException {
        JWSHeader header = jws.getHeader();
        String kid = header.getKeyID();
        return kid != null
                && HEADERS.equals(header.toJSONObject().keySet())
                && JWSAlgorithm.HS256.equals(header.getAlgorithm())
                && TYPE.equals(header.getType())
                && jws.verify(new MACVerifier(keys.derive(kid, LABEL)));
    }
}
