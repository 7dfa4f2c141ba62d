package io.tokenkeep.console.link;

import io.tokenkeep.account.ShortHash;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.kit.link.LinkUses;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One single connect link for each of many purposes, found again by its purpose: the same purpose has the same link at every instance,
 * for as long as that link is open. Once it is used, revoked or over, the next request makes another one. Thread-safe.
 */
public final class RowLinks {

    /** How many links a purpose may have, one after the other. */
    private static final int MOST = 50;

    private final LinkOperations.Parts parts;
    private final LinkMaker maker;
    private final LinkRules rules;
    private final RowBatch batch;

    public RowLinks(LinkOperations.Parts parts, LinkConfig config) {
        this.parts = parts;
        this.maker = new LinkMaker(config);
        this.rules = new LinkRules(config, parts.isClient(), parts.clock());
        this.batch = new RowBatch(parts.vertx());
    }

    /**
     * A link that is wanted.
     *
     * @param id of the purpose, the same for each repetition
     * @param account the one account that may use the link, by its id; null for any
     * @param client null for none
     */
    public record Purpose(
            String id,
            String app,
            @Nullable String account,
            @Nullable String client,
            String note) {}

    /** A link with its address, which opens it. */
    public record Offer(ConnectLink link, String url) {

        @Override
        public String toString() {
            return "Offer[" + link.getLinkId() + "]";
        }
    }

    /** Whether it is known which links were used. */
    public boolean isReady() {
        return parts.history().uses().caughtUp();
    }

    /** The open link of a purpose. Blocks for a signature or a few. */
    public Optional<Offer> find(Purpose purpose) {
        for (int i = 0; i < MOST; i++) {
            Optional<ConnectLink> held = parts.editor().find(maker.linkId(changeId(purpose, i)));
            if (held.isEmpty()) {
                return Optional.empty();
            }
            if (isOpen(held.get())) {
                return maker.url(held.get()).map(url -> new Offer(held.get(), url));
            }
        }
        return Optional.empty();
    }

    /**
     * The open link of each purpose, made where there is none, after one entry in the audit. A purpose that no link can be made for
     * fails alone.
     *
     * @param changeId of the audit's entry
     */
    public Future<List<CsvRow<Offer>>> offer(ApiRequest request, String changeId, List<Purpose> purposes) {
        List<CsvRow<Purpose>> rows = purposes.stream()
                .map(purpose -> new CsvRow<>(0, Optional.of(purpose), ""))
                .toList();
        return parts.editor()
                .announce(request, changeId, purposes.size() + " rows")
                .compose(announced -> batch.run(rows, (index, purpose) -> offer(request, purpose)));
    }

    private Future<Offer> offer(ApiRequest request, Purpose purpose) {
        Optional<Offer> open = find(purpose);
        if (open.isPresent()) {
            return Future.succeededFuture(open.get());
        }
        LinkDraft draft = draft(purpose);
        rules.check(draft, request.caller());
        LinkMaker.Signed signed =
                maker.make(draft, parts.editor().next(request, Optional.empty(), nextChangeId(purpose)));
        return parts.editor().createAnnounced(signed.record()).map(made -> new Offer(made.record(), signed.url()));
    }

    private String nextChangeId(Purpose purpose) {
        for (int i = 0; i < MOST; i++) {
            String changeId = changeId(purpose, i);
            if (parts.editor().find(maker.linkId(changeId)).isEmpty()) {
                return changeId;
            }
        }
        throw LinkRules.refused("there were " + MOST + " links for it already. Make one by hand.");
    }

    private static String changeId(Purpose purpose, int number) {
        return ShortHash.of("row link", purpose.id(), Integer.toString(number));
    }

    private boolean isOpen(ConnectLink link) {
        String use = LinkUses.key(link.getLinkId(), link.getApps().get(0));
        return link.getRevokedAt() == null
                && parts.clock().instant().isBefore(link.getExpiresAt())
                && parts.history().uses().find(use).isEmpty()
                && maker.isOurs(link);
    }

    private LinkDraft draft(Purpose purpose) {
        String account = purpose.account();
        return new LinkDraft(
                List.of(purpose.app()),
                purpose.client(),
                rules.end(null),
                true,
                account == null
                        ? List.of()
                        : List.of(new ExpectedAccount(purpose.app(), ExpectedKind.ACCOUNT, account)),
                null,
                null,
                null,
                purpose.note());
    }
}
