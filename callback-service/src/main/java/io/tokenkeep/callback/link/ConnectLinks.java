package io.tokenkeep.callback.link;

import io.tokenkeep.seal.KeySet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks connect links. A link works until it expires, any number of times, because an agency sends it by
 * mail and the client may cancel the first time. Thread-safe.
 */
public final class ConnectLinks {

    /** The query parameter that carries the signature. */
    public static final String PARAMETER = "link";

    /** Names a link that was sent (RFC 7519 4.1.7); a link to start over has that of the first. */
    private static final String ID = "jti";

    /** In a link to start over: the end of the link that was sent. */
    private static final String FIRST = "first";

    /** In a link of the start page, and in those that start over with one. */
    private static final String OPEN = "open";

    /** In a link to start over from the page after a consent that used a single link. */
    private static final String REPEATS = "repeats";

    private final Signature signature;
    private final URI publicUrl;
    private final InstantSource clock;
    private final RandomGenerator random;

    public ConnectLinks(KeySet stateKeys, URI publicUrl, InstantSource clock, RandomGenerator random) {
        this.signature = new Signature(stateKeys, "tokenkeep connect link HS256", "connect+jwt");
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.random = random;
    }

    /** The whole address, to be sent to a person. */
    public URI link(ConnectRequest request, Duration valid) {
        return publicUrl.resolve(path(request, valid));
    }

    /** The same without scheme and host. */
    public String path(ConnectRequest request, Duration valid) {
        return path(request, Map.of("exp", expiring(valid), ID, Invitation.newId(random)));
    }

    /** A link for the start page, which makes a new one each time it is opened. */
    public String openPath(ConnectRequest request, Duration valid) {
        return path(request, Map.of("exp", expiring(valid), OPEN, true));
    }

    private long expiring(Duration valid) {
        return clock.instant().plus(valid).getEpochSecond();
    }

    /** A link to start over with the invitation of an earlier link. */
    String path(Invitation invitation, Instant expires) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("exp", expires.getEpochSecond());
        claims.put(FIRST, invitation.ends().getEpochSecond());
        if (invitation.id() == null) {
            claims.put(OPEN, true);
        } else {
            claims.put(ID, invitation.id());
        }
        if (invitation.repeats()) {
            claims.put(REPEATS, true);
        }
        return path(invitation.request(), claims);
    }

    private String path(ConnectRequest request, Map<String, Object> more) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("app", request.app());
        if (request.client() != null) {
            claims.put("client", request.client());
        }
        claims.putAll(more);
        return "/connect/" + request.app() + "?" + PARAMETER + "=" + signature.sign(claims);
    }

    /** Checks the parameter of a link to this app. */
    public LinkCheck check(String app, @Nullable String link) {
        Map<String, Object> claims =
                link == null ? Map.of() : signature.claims(link).orElse(Map.of());
        if (!app.equals(claims.get("app")) || !(claims.get("exp") instanceof Number exp)) {
            return new LinkCheck.Refused();
        }
        Instant expires = Instant.ofEpochSecond(exp.longValue());
        if (!clock.instant().isBefore(expires)) {
            return new LinkCheck.Expired();
        }
        Instant ends = claims.get(FIRST) instanceof Number first ? Instant.ofEpochSecond(first.longValue()) : expires;
        ConnectRequest request = new ConnectRequest(app, (String) claims.get("client"));
        return new LinkCheck.Valid(
                new Invitation(request, ends, id(claims, request, ends), claims.containsKey(REPEATS)));
    }

    private static @Nullable String id(Map<String, Object> claims, ConnectRequest request, Instant ends) {
        if (claims.containsKey(OPEN)) {
            return null;
        }
        return claims.get(ID) instanceof String id && Invitation.isId(id) ? id : Invitation.idWithoutOne(request, ends);
    }
}
