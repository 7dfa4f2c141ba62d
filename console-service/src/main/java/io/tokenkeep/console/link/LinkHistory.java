package io.tokenkeep.console.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.kit.link.LinkUses;
import java.time.Instant;

/** What has happened with connect links since they were made, as other services wrote it. */
public record LinkHistory(LinkUses uses, LinkSteps steps, LinkOutcomes outcomes) {

    LinkProgress progress(ConnectLink link, Instant now) {
        return LinkProgress.of(link, steps.of(link.getLinkId()), uses, now);
    }
}
