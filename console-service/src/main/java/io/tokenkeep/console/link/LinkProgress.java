package io.tokenkeep.console.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.kit.link.LinkUses;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far people have come with a connect link.
 *
 * @param openedAt when its page was fetched last; null if it was not
 * @param browsers how many browsers left for a provider
 * @param apps the progress for each app, in the link's order
 */
record LinkProgress(@Nullable Instant openedAt, long browsers, List<AppProgress> apps) {

    /** How long somebody may be at the provider before they count as stuck: to find a password and the second factor. */
    static final Duration STUCK_AFTER = Duration.ofMinutes(30);

    /** The step of an app. */
    enum Step {
        NONE,
        LEFT,
        RETURNED,
        CONNECTED
    }

    /** What a list of links can be filtered by. */
    enum Filter {
        NOT_OPENED {
            @Override
            boolean accepts(LinkProgress progress) {
                return progress.openedAt == null && progress.allAre(Step.NONE);
            }
        },
        OPENED {
            @Override
            boolean accepts(LinkProgress progress) {
                return progress.openedAt != null && progress.allAre(Step.NONE);
            }
        },
        LEFT {
            @Override
            boolean accepts(LinkProgress progress) {
                return progress.apps.stream().anyMatch(AppProgress::stuck);
            }
        },
        RETURNED {
            @Override
            boolean accepts(LinkProgress progress) {
                return progress.apps.stream().anyMatch(app -> app.step == Step.RETURNED);
            }
        },
        CONNECTED {
            @Override
            boolean accepts(LinkProgress progress) {
                return progress.apps.stream().anyMatch(app -> app.step == Step.CONNECTED);
            }
        };

        abstract boolean accepts(LinkProgress progress);
    }

    /**
     * How far people have come with one app of a link.
     *
     * @param at the time of the step; null for NONE
     * @param browsers how many browsers left for the provider
     * @param stuck whether somebody left for the provider, did not come back for {@link #STUCK_AFTER}, and is still needed:
     *     the link is not revoked, and not used up for this app
     */
    record AppProgress(String app, Step step, @Nullable Instant at, int browsers, boolean stuck) {}

    static LinkProgress of(ConnectLink link, List<LinkStep> steps, LinkUses uses, Instant now) {
        Instant opened = steps.stream()
                .filter(step -> step.getStep() == LinkStepKind.OPENED)
                .map(LinkStep::getAt)
                .findFirst()
                .orElse(null);
        long browsers = steps.stream()
                .map(LinkStep::getBrowser)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        List<AppProgress> apps = link.getApps().stream()
                .map(app -> of(link, app, steps, uses, now))
                .toList();
        return new LinkProgress(opened, browsers, apps);
    }

    private static AppProgress of(ConnectLink link, String app, List<LinkStep> all, LinkUses uses, Instant now) {
        List<LinkStep> steps =
                all.stream().filter(step -> app.equals(step.getApp())).toList();
        Optional<LinkUses.Uses> used = uses.find(LinkUses.key(link.getLinkId(), app));
        boolean needed = link.getRevokedAt() == null && !(link.getSingle() && used.isPresent());
        boolean stuck = needed
                && steps.stream()
                        .anyMatch(step -> step.getStep() == LinkStepKind.LEFT
                                && !now.isBefore(step.getAt().plus(STUCK_AFTER)));
        if (used.isPresent()) {
            return new AppProgress(app, Step.CONNECTED, used.get().lastAt(), steps.size(), stuck);
        }
        return steps.stream()
                .max(Comparator.comparing(LinkStep::getAt))
                .map(last -> new AppProgress(app, step(last), last.getAt(), steps.size(), stuck))
                .orElseGet(() -> new AppProgress(app, Step.NONE, null, 0, false));
    }

    private static Step step(LinkStep last) {
        return last.getStep() == LinkStepKind.RETURNED ? Step.RETURNED : Step.LEFT;
    }

    private boolean allAre(Step step) {
        return apps.stream().allMatch(app -> app.step == step);
    }
}
