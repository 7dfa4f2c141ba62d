package io.tokenkeep.console.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.link.LinkToken;
import java.util.Optional;

/** Makes the records and the addresses of connect links. Each method blocks for a signature or two. Thread-safe. */
final class LinkMaker {

    private final LinkConfig config;
    private final LinkSignature signature;

    LinkMaker(LinkConfig config) {
        this.config = config;
        this.signature = new LinkSignature(config.keys());
    }

    /** A signed record and its address. */
    record Signed(ConnectLink record, String url) {

        /** Without the address, which opens the link. */
        @Override
        public String toString() {
            return "Signed[" + record.getLinkId() + "]";
        }
    }

    /** A new link, whose token follows from the changeId of this version. */
    Signed make(LinkDraft draft, RecordVersion version) {
        String kid = config.keys().signingKid();
        LinkToken token = signature.token(kid, version.getChangeId());
        return new Signed(signature.sign(draft.create(token.linkId(), kid, version)), url(token));
    }

    /** The key of the link that {@link #make} makes of this change. */
    String linkId(String changeId) {
        return signature.token(config.keys().signingKid(), changeId).linkId();
    }

    ConnectLink sign(ConnectLink link) {
        return signature.sign(link);
    }

    /** Whether this service signed the record, and can show its address. */
    boolean isOurs(ConnectLink link) {
        return config.keys().canSign(link.getMadeUnder()) && signature.verify(link);
    }

    /** Empty if the key of the link has left the set, and with it the address: the link still works, and can be revoked. */
    Optional<String> url(ConnectLink link) {
        return config.keys().canSign(link.getMadeUnder())
                ? Optional.of(url(signature.token(link.getMadeUnder(), link.getCreationId())))
                : Optional.empty();
    }

    private String url(LinkToken token) {
        return config.url().resolve("/c/" + token.text()).toString();
    }
}
