package io.tokenkeep.kit.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkTableTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String KEYS = LinkKeys.generate("links-1", new SecureRandom());
    private static final LinkSignature CONSOLE = new LinkSignature(LinkKeys.parse(KEYS));

    private Instant now = NOW;
    private final LinkTable links =
            new LinkTable(new LinkCheckConfig(Optional.of(LinkKeys.parse(LinkKeys.publicPart(KEYS))), 10), () -> now);

    @Test
    void linkCountsOnlyOnceEverythingWasRead() {
        ConnectLink link = link(1, NOW.plus(HOUR), null);
        add(CONSOLE.sign(link));
        assertThat(find()).isInstanceOf(LinkState.Unknown.class);

        links.table().nowCaughtUp();
        assertThat(find()).isInstanceOf(LinkState.Open.class);
    }

    @Test
    void linkThatNobodyKnownSignedIsUnknown() {
        links.table().nowCaughtUp();
        LinkSignature other = new LinkSignature(LinkKeys.parse(LinkKeys.generate("links-1", new SecureRandom())));
        add(other.sign(link(1, NOW.plus(HOUR), null)));
        assertThat(find()).isInstanceOf(LinkState.Unknown.class);

        add(CONSOLE.sign(link(2, NOW.plus(HOUR), null)));
        assertThat(find()).isInstanceOf(LinkState.Open.class);
    }

    @Test
    void changedRecordIsUnknown() {
        links.table().nowCaughtUp();
        ConnectLink signed = CONSOLE.sign(link(1, NOW.plus(HOUR), null));
        add(ConnectLink.newBuilder(signed).setClient("another").build());

        assertThat(find()).isInstanceOf(LinkState.Unknown.class);
    }

    @Test
    void revocationCountsAndEarlierRecordDoesNotUndoIt() {
        links.table().nowCaughtUp();
        ConnectLink first = CONSOLE.sign(link(1, NOW.plus(HOUR), null));
        add(first);
        add(CONSOLE.sign(link(2, NOW.plus(HOUR), NOW)));
        assertThat(find()).isInstanceOf(LinkState.Revoked.class);

        add(first);
        assertThat(find()).isInstanceOf(LinkState.Revoked.class);
    }

    @Test
    void linkEndsAndIsLeftToWhoBeganInTime() {
        links.table().nowCaughtUp();
        add(CONSOLE.sign(link(1, NOW.plus(HOUR), null)));
        now = NOW.plus(HOUR);

        assertThat(find()).isInstanceOf(LinkState.Ended.class);
        assertThat(links.find("id", HOUR)).isInstanceOf(LinkState.Open.class);
        now = now.plus(HOUR);
        assertThat(links.find("id", HOUR)).isInstanceOf(LinkState.Ended.class);
    }

    @Test
    void serviceWithoutKeysKnowsNoLink() {
        LinkTable unused = new LinkTable(new LinkCheckConfig(Optional.empty(), 10), () -> NOW);
        unused.table().nowCaughtUp();
        unused.table().add("id", CONSOLE.sign(link(1, NOW.plus(HOUR), null)), new RecordPlace(0, 0, NOW));

        assertThat(unused.isUsed()).isFalse();
        assertThat(unused.find("id", Duration.ZERO)).isInstanceOf(LinkState.Unknown.class);
    }

    private LinkState find() {
        return links.find("id", Duration.ZERO);
    }

    private void add(ConnectLink link) {
        links.table().add(link.getLinkId(), link, new RecordPlace(0, 0, NOW));
    }

    private static ConnectLink link(long version, Instant expiresAt, @Nullable Instant revokedAt) {
        return ConnectLink.newBuilder()
                .setLinkId("id")
                .setVersion(new RecordVersion(version, "change-" + version, NOW, "key"))
                .setCreationId("made")
                .setCreatedAt(NOW)
                .setMadeUnder("links-1")
                .setApps(List.of("threads-main"))
                .setExpiresAt(expiresAt)
                .setSingle(true)
                .setRevokedAt(revokedAt)
                .setSignedUnder("")
                .setSignature("")
                .build();
    }
}
