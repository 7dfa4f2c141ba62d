package io.tokenkeep.console.link;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.avro.RecordVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links, and what other services write about them. */
final class LinkFixtures {

    static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    private LinkFixtures() {}

    static ConnectLink link(boolean single, String... apps) {
        return ConnectLink.newBuilder()
                .setLinkId("link")
                .setVersion(new RecordVersion(1L, "change", NOW, "key"))
                .setCreationId("change")
                .setCreatedAt(NOW)
                .setMadeUnder("links-1")
                .setApps(List.of(apps))
                .setExpiresAt(NOW.plusSeconds(1000))
                .setSingle(single)
                .setSignedUnder("")
                .setSignature("")
                .build();
    }

    static LinkStep opened(String linkId, Instant at) {
        return new LinkStep(linkId, linkId, null, LinkStepKind.OPENED, null, at);
    }

    static LinkStep step(String linkId, String app, LinkStepKind kind, String browser, Instant at) {
        return new LinkStep(linkId + "/" + app + "/" + browser, linkId, app, kind, browser, at);
    }

    static AuthorizationOutcome outcome(String id, @Nullable String linkId, AuthorizationState state) {
        return AuthorizationOutcome.newBuilder()
                .setAuthorizationId(id)
                .setApp("a")
                .setConnectLink(linkId)
                .setState(state)
                .setReason(AuthorizationReason.NONE)
                .setDecidedAt(NOW)
                .build();
    }
}
