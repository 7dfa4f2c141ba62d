package io.tokenkeep.callback.link;

import io.tokenkeep.callback.page.StartOver;
import io.tokenkeep.seal.KeySet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a person whose consent failed start over by one tap. This works for one day, because an address in an old browser
 * history must not be a link. It ends two hours after the end of the link that was sent, after any number of tries.
 */
public final class Restart {

    public static final StartOver NONE = StartOver.WITH_THE_LINK;

    private static final Duration OFFERED = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofHours(1);

    /** A person who opens a link in its last minute has one hour at the provider, and the code may wait one hour more. */
    private static final Duration GRACE = Duration.ofHours(2);

    private final ConnectLinks links;
    private final Passes passes;
    private final InstantSource clock;

    public Restart(ConnectLinks links, KeySet stateKeys, InstantSource clock) {
        this.links = links;
        this.passes = new Passes(stateKeys);
        this.clock = clock;
    }

    /** {@code ended} is when the consent was over, or will be. */
    public StartOver of(Invitation invitation, Instant ended) {
        Instant now = clock.instant();
        Instant last = invitation.ends().plus(GRACE);
        if (!now.isBefore(ended.plus(OFFERED)) || !now.isBefore(last)) {
            return NONE;
        }
        Instant hour = now.plus(VALID);
        return new StartOver(links.path(invitation, hour.isBefore(last) ? hour : last));
    }

    /** The pass in the address of an authorization's page, because an outcome does not contain the end of its invitation. */
    public String pass(String authorizationId, Invitation invitation) {
        return passes.of(authorizationId, invitation.ends(), invitation.id());
    }

    /** The link of console-service that began an authorization, by the pass in the address of its page; empty for other links. */
    public Optional<String> connectLink(String authorizationId, @Nullable String pass) {
        return Optional.ofNullable(pass)
                .flatMap(text -> passes.read(authorizationId, text))
                .map(Passes.Pass::id)
                .filter(Invitation::isConnectLink);
    }

    /** As {@link #of(Invitation, Instant)}, where the pass is the one given to this authorization. */
    public StartOver of(ConnectRequest request, String authorizationId, @Nullable String pass, Instant ended) {
        return invitation(request, authorizationId, pass)
                .map(read -> of(read, ended))
                .orElse(NONE);
    }

    /** The same for a consent that used its single link, which only repetitions of that consent may use again. */
    public StartOver repeating(ConnectRequest request, String authorizationId, @Nullable String pass, Instant ended) {
        return invitation(request, authorizationId, pass)
                .map(read -> of(read.repeating(), ended))
                .orElse(NONE);
    }

    private Optional<Invitation> invitation(ConnectRequest request, String authorizationId, @Nullable String pass) {
        return Optional.ofNullable(pass)
                .flatMap(text -> passes.read(authorizationId, text))
                .map(read -> new Invitation(request, read.ends(), read.id()));
    }
}
