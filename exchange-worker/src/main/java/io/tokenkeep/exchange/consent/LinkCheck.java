package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.kit.link.LinkUses;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Checks the connect link of a consent, if console-service made one for it: whether it still counts, and whether this consent may
 * use it. A revoked link fails the consent; a link that is not known makes it wait, because its record may be read soon. Used on its
 * lane's event loop only.
 */
public final class LinkCheck {

    /** How long after the link's end callback-service lets a person go on who opened it in time. */
    private static final Duration RESTARTED = Duration.ofHours(2);

    private final ConsentContext shared;
    private final Consent consent;
    private final ConsentWaits waits;
    private final Supplier<Future<Attempted>> refused;

    /** @param refused fails the consent because of its link */
    public LinkCheck(ConsentContext shared, Consent consent, ConsentWaits waits, Supplier<Future<Attempted>> refused) {
        this.shared = shared;
        this.consent = consent;
        this.waits = waits;
        this.refused = refused;
    }

    /**
     * Goes on if the link counts, or if the consent has none.
     *
     * @param until when the wait for an unknown link ends
     * @param next gets the link; empty if the consent has none
     */
    public Future<Attempted> ifValid(
            ConsentHistory history, Instant until, Function<Optional<ConnectLink>, Future<Attempted>> next) {
        String linkId = consent.code().getConnectLink();
        if (linkId == null) {
            return next.apply(Optional.empty());
        }
        return shared.links()
                .table()
                .find(linkId, late())
                .match(
                        link -> allows(link) ? next.apply(Optional.of(link)) : refused.get(),
                        refused,
                        refused,
                        () -> waits.waits(history, AuthorizationReason.LINK_REFUSED, until));
    }

    /**
     * Writes that this consent uses the link, then goes on. A single link belongs to the first use on the topic, so this waits
     * until that one is read. To be called when nothing else can refuse the consent any more.
     */
    public Future<Attempted> using(
            ConnectLink link, ConsentHistory history, Instant until, Supplier<Future<Attempted>> next) {
        String useKey = useKey(link);
        Optional<String> known = first(useKey);
        boolean repeats = known.filter(this::isRepeated).isPresent();
        if (link.getSingle() && known.isPresent() && !repeats) {
            return ifFirst(known.get(), next);
        }
        Future<Void> written = shared.publishing()
                .acknowledged(ConsentRecords.use(consent, link, shared.clock().instant()));
        if (!link.getSingle() || repeats) {
            return written.compose(acknowledged -> next.get());
        }
        return written.compose(acknowledged -> shared.links().firstUse(useKey, shared.context()))
                .compose(first -> first.map(use -> ifFirst(use, next))
                        .orElseGet(() -> waits.waits(history, AuthorizationReason.LINK_REFUSED, until)));
    }

    /** A worker that died after its write finds its own consent. */
    private Future<Attempted> ifFirst(String authorizationId, Supplier<Future<Attempted>> next) {
        return authorizationId.equals(consent.id()) || isRepeated(authorizationId) ? next.get() : refused.get();
    }

    /** The agency may have changed the link meanwhile. */
    private boolean allows(ConnectLink link) {
        return link.getApps().contains(consent.app())
                && Objects.equals(link.getClient(), consent.code().getClient())
                && !(link.getSingle() && isUsedByAnother(link));
    }

    private boolean isUsedByAnother(ConnectLink link) {
        return first(useKey(link))
                .filter(first -> !first.equals(consent.id()) && !isRepeated(first))
                .isPresent();
    }

    /** Whether the person started over from the page after that consent, to give what it left out. */
    private boolean isRepeated(String authorizationId) {
        return authorizationId.equals(consent.code().getRepeats());
    }

    private Optional<String> first(String useKey) {
        return shared.links().uses().find(useKey).map(LinkUses.Uses::first);
    }

    private String useKey(ConnectLink link) {
        return LinkUses.key(link.getLinkId(), consent.app());
    }

    /** An answer may wait for longer than a code lives, and its consent began in time all the same. */
    private Duration late() {
        Duration age = Duration.between(consent.orderedAt(), shared.clock().instant());
        return RESTARTED.plus(age.compareTo(shared.codeLifetime()) > 0 ? age : shared.codeLifetime());
    }
}
