package io.tokenkeep.console.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.RecordVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a connect link that a caller sets, checked by {@link LinkRules}. */
record LinkDraft(
        List<String> apps,
        @Nullable String client,
        Instant expiresAt,
        boolean single,
        List<ExpectedAccount> expected,
        @Nullable String returnUrl,
        @Nullable String language,
        @Nullable Integer confirmWithinHours,
        @Nullable String note) {

    /** A new link; its signature is still missing. */
    ConnectLink create(String linkId, String madeUnder, RecordVersion version) {
        return record(linkId, madeUnder, version)
                .setCreationId(version.getChangeId())
                .setCreatedAt(version.getChangedAt())
                .build();
    }

    /** The link with these parts in place of its own. A revoked link stays revoked. */
    ConnectLink change(ConnectLink before, RecordVersion version) {
        return record(before.getLinkId(), before.getMadeUnder(), version)
                .setCreationId(before.getCreationId())
                .setCreatedAt(before.getCreatedAt())
                .setRevokedAt(before.getRevokedAt())
                .build();
    }

    private ConnectLink.Builder record(String linkId, String madeUnder, RecordVersion version) {
        return ConnectLink.newBuilder()
                .setLinkId(linkId)
                .setVersion(version)
                .setMadeUnder(madeUnder)
                .setApps(apps)
                .setClient(client)
                .setExpiresAt(expiresAt)
                .setSingle(single)
                .setExpected(expected)
                .setReturnUrl(returnUrl)
                .setLanguage(language)
                .setConfirmWithinHours(confirmWithinHours)
                .setNote(note)
                .setSignedUnder("")
                .setSignature("");
    }
}
