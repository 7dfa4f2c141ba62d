package io.tokenkeep.kit.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.kit.table.TableShape;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The connect links of console-service, in every service that checks them. A link counts only while this instance has read all
 * of the topic and Kafka answers: a revocation may be among what it has not read. The signature is verified when a link is looked up, because links are
 * many and few of them are opened. Thread-safe.
 */
public final class LinkTable {

    /** A consent may come back hours after the end, and people ask about a link days after. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** How long Kafka may be silent until links are refused for the moment; a broker answers twice a second. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Optional<LinkSignature> signature;
    private final RecordTable<ConnectLink> table;
    private final InstantSource clock;

    public LinkTable(LinkCheckConfig config, InstantSource clock) {
        this.signature = config.keys().map(LinkSignature::new);
        this.table = new RecordTable<>(shape(), config.limit());
        this.clock = clock;
    }

    /** What a table of connect links knows of its records. A revoked link stays until it would have ended, too. */
    public static TableShape<ConnectLink> shape() {
        return new TableShape<>(
                Topics.CONNECT_LINKS,
                ConnectLink::getLinkId,
                ConnectLink::getVersion,
                link -> false,
                link -> Optional.of(link.getExpiresAt().plus(KEPT)));
    }

    /** Whether this service checks such links at all; otherwise it needs no right to their topic. */
    public boolean isUsed() {
        return signature.isPresent();
    }

    /** Whether this service has read all of the topic, up to a few seconds ago. */
    public boolean isCurrent() {
        return table.isCurrent(SILENCE);
    }

    /** The topic to follow. */
    public Followed<ConnectLink> followed(TopicNames names) {
        return new Followed<>(
                "connect-links", names.onCluster(Topics.CONNECT_LINKS), ConnectLink::getLinkId, table, null);
    }

    public RecordTable<ConnectLink> table() {
        return table;
    }

    /**
     * The link of this id.
     *
     * @param late how long after its end the link still counts, for somebody who opened it in time
     */
    public LinkState find(String linkId, Duration late) {
        if (signature.isEmpty() || !isCurrent()) {
            return new LinkState.Unknown();
        }
        return table.find(linkId)
                .filter(link -> signature.get().verify(link))
                .map(link -> state(link, clock.instant().minus(late)))
                .orElseGet(LinkState.Unknown::new);
    }

    /** What a link says, also after it was revoked or has ended: for people who have used it. */
    public Optional<ConnectLink> record(String linkId) {
        return signature.flatMap(known -> table.find(linkId).filter(known::verify));
    }

    private static LinkState state(ConnectLink link, Instant now) {
        if (link.getRevokedAt() != null) {
            return new LinkState.Revoked();
        }
        return now.isBefore(link.getExpiresAt()) ? new LinkState.Open(link) : new LinkState.Ended();
    }
}
