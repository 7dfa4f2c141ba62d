package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Connect links as console-service signs them, and what a worker has read of them and of their uses. */
public final class LinkFixture {

    public static final String LINK_ID = "console-link";

    private static final String KEYS = LinkKeys.generate("links-1", new SecureRandom());
    private static final LinkSignature CONSOLE = new LinkSignature(LinkKeys.parse(KEYS));
    private static final LinkCheckConfig CHECKED = new LinkCheckConfig(Optional.of(LinkKeys.parse(publicKeys())), 10);

    private final ConnectLinks links;
    private final Instant begin;
    private long version;

    /** @param readBack how long an attempt waits for its own use */
    public LinkFixture(InstantSource clock, Duration readBack) {
        this.links = new ConnectLinks(new LinkTable(CHECKED, clock), new LinkUses(10), readBack);
        this.begin = clock.instant();
    }

    public ConnectLinks links() {
        return links;
    }

    /** The setting {@code links.keys} of a worker. */
    public static String publicKeys() {
        return LinkKeys.publicPart(KEYS);
    }

    public static ConnectLink signed(ConnectLink.Builder link) {
        return CONSOLE.sign(link.build());
    }

    /** The next version of a link of a day to the main app, for no client, as often as wanted. */
    public ConnectLink.Builder link() {
        version++;
        return link(LINK_ID, version, begin);
    }

    /** The same for another link that begins at another time. */
    public static ConnectLink.Builder link(String linkId, long version, Instant begin) {
        return ConnectLink.newBuilder()
                .setLinkId(linkId)
                .setVersion(new RecordVersion(version, "change-" + version, begin, "key"))
                .setCreationId("made")
                .setCreatedAt(begin)
                .setMadeUnder("links-1")
                .setApps(List.of(TestSettings.MAIN))
                .setExpiresAt(begin.plus(Duration.ofDays(1)))
                .setSingle(false)
                .setSignedUnder("")
                .setSignature("");
    }

    /** The follower has read the topic to its end, and this link is on it. */
    public void read(ConnectLink.Builder link) {
        add(signed(link));
    }

    /** The same, but the link is signed by somebody else. */
    public void readForged(ConnectLink.Builder link) {
        add(new LinkSignature(LinkKeys.parse(LinkKeys.generate("links-1", new SecureRandom()))).sign(link.build()));
    }

    private void add(ConnectLink signed) {
        links.table().table().add(signed.getLinkId(), signed, new RecordPlace(0, version, begin));
        links.table().table().nowCaughtUp();
    }

    /** The follower has read that this consent uses the link. */
    public void readUse(String authorizationId) {
        String useKey = LinkUses.key(LINK_ID, TestSettings.MAIN);
        add(new LinkUse(useKey, LINK_ID, TestSettings.MAIN, authorizationId, begin));
    }

    /** The follower has read the uses that were published. */
    public void readUses(List<ProducerRecord<byte[], byte[]>> published) {
        uses(published).forEach(this::add);
    }

    private void add(LinkUse use) {
        links.uses().add(use.getUseKey(), use, new RecordPlace(0, 0, begin));
    }

    public static List<LinkUse> uses(List<ProducerRecord<byte[], byte[]>> published) {
        return published.stream()
                .filter(record -> record.topic().equals(Topics.CONNECT_LINK_USES.name()))
                .map(record -> decoded(record.value()))
                .toList();
    }

    private static LinkUse decoded(byte[] value) {
        try {
            return Topics.CONNECT_LINK_USES.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable use", e);
        }
    }
}
