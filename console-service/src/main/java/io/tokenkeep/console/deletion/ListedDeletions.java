package io.tokenkeep.console.deletion;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Asks refresh-worker for deletions, as callback-service does for the provider's calls, and says what became of them. Thread-safe. */
final class ListedDeletions {

    private final FoldedStore<DataDeletion> deletions;
    private final LinkKeys keys;
    private final LinkSignature signature;
    private final RecordPublisher publisher;
    private final InstantSource clock;

    ListedDeletions(
            FoldedStore<DataDeletion> deletions, LinkKeys keys, RecordPublisher publisher, InstantSource clock) {
        this.deletions = deletions;
        this.keys = keys;
        this.signature = new LinkSignature(keys);
        this.publisher = publisher;
        this.clock = clock;
    }

    boolean caughtUp() {
        return deletions.caughtUp();
    }

    /** Takes the code of an earlier key of this set if the deletion has one, so that a new key repeats nothing. Blocks for signatures. */
    ListedDeletion of(AccountKey account, Instant asOf) {
        String text = ListedDeletion.text(account, asOf);
        String code = keys.privateKids().stream()
                .map(kid -> signature.deletionCode(kid, text))
                .filter(known -> deletions.find(known).isPresent())
                .findFirst()
                .orElseGet(() -> signature.deletionCode(keys.signingKid(), text));
        return new ListedDeletion(account, asOf, code);
    }

    /** What became of it; empty if nobody asked for it yet. */
    Optional<DataDeletion> find(ListedDeletion deletion) {
        return deletions.find(deletion.code());
    }

    /** Whether refresh-worker has answered, so that asking again would change nothing. */
    boolean isAnswered(ListedDeletion deletion) {
        return find(deletion)
                .map(known -> switch (known.getState()) {
                    case DONE, SUPERSEDED, NOTHING_KEPT -> true;
                    case RECEIVED, UNKNOWN -> false;
                })
                .orElse(false);
    }

    /** Writes the receipt first: a command that nobody can look up would be worse than a receipt whose command comes again. */
    Future<Void> ask(ListedDeletion deletion) {
        Future<Void> receipt = find(deletion).isPresent()
                ? Future.succeededFuture()
                : publisher.publish(Topics.DATA_DELETIONS.record(deletion.code(), deletion.receipt()));
        return receipt.compose(acknowledged -> publisher.publish(
                Topics.ACCOUNT_COMMANDS.record(deletion.account().toString(), deletion.command(clock.instant()))));
    }
}
