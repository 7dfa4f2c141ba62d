package io.tokenkeep.console.link;

import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.util.List;

/**
 * The last step of each browser with each connect link. A link has at most {@value #MOST_PER_LINK} of them; at the limit of all, the
 * step that was read first leaves. Thread-safe.
 */
public final class LinkSteps implements TopicStore<LinkStep> {

    /** More than callback-service writes of a link in a day. */
    static final int MOST_PER_LINK = 60;

    private final Groups<LinkStep> steps;
    private volatile boolean caughtUp;
    private boolean full;

    /** Holds at most {@code limit} steps. */
    public LinkSteps(int limit) {
        this.steps = new Groups<>(limit, MOST_PER_LINK);
    }

    /** The topic to follow. */
    public Followed<LinkStep> followed(TopicNames names) {
        return new Followed<>(
                "connect-link-steps", names.onCluster(Topics.CONNECT_LINK_STEPS), LinkStep::getStepKey, this, null);
    }

    /** The steps of a link, in no order. */
    synchronized List<LinkStep> of(String linkId) {
        return steps.of(linkId);
    }

    @Override
    public synchronized void add(String key, LinkStep step, RecordPlace place) {
        full |= steps.put(step.getLinkId(), key, step) != null;
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized int size() {
        return steps.size();
    }

    @Override
    public int limit() {
        return steps.limit();
    }

    @Override
    public synchronized CheckResult check() {
        return full
                ? CheckResult.failed("there are more than " + limit()
                        + " steps of links, the oldest are not shown; raise link.steps.limit")
                : CheckResult.ok();
    }
}
