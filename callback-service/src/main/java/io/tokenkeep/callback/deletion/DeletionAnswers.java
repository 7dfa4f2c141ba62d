package io.tokenkeep.callback.deletion;

import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.DeletionWebPages;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.follow.FoldedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Answers for a deletion's page. Thread-safe. */
public final class DeletionAnswers {

    private final FoldedStore<DataDeletion> deletions;
    private final Duration added;

    /** @param added how much longer than Tokenkeep's own settings the topics here keep records */
    public DeletionAnswers(FoldedStore<DataDeletion> deletions, Duration added) {
        this.deletions = deletions;
        this.added = added;
    }

    /** The page of a confirmation code. */
    public WebPage page(String code) {
        if (!DeletionPath.isCode(code)) {
            return ErrorWebPages.notFound();
        }
        return deletions
                .find(code)
                .map(deletion -> page(deletion).forAudience(Audience.ofApp(deletion.getApp())))
                .orElseGet(() -> deletions.caughtUp() ? DeletionWebPages.notKnown() : DeletionWebPages.working());
    }

    private WebPage page(DataDeletion deletion) {
        Instant requestedAt = deletion.getRequestedAt();
        return switch (deletion.getState()) {
            case DONE -> {
                Instant endedAt = Objects.requireNonNullElse(deletion.getEndedAt(), requestedAt);
                yield DeletionWebPages.done(requestedAt, endedAt, DeletionDates.after(endedAt.plus(added)));
            }
            case SUPERSEDED -> DeletionWebPages.superseded(requestedAt);
            case NOTHING_KEPT -> DeletionWebPages.nothingKept(requestedAt);
            // A state of a later version is shown as received, because it lies between the others.
            case RECEIVED, UNKNOWN -> DeletionWebPages.received(requestedAt);
        };
    }
}
