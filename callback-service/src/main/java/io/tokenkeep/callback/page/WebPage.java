package io.tokenkeep.callback.page;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page: its HTTP status, a stable name for tests and monitoring, its mood, heading and content. If
 * {@code refresh} is set, the browser loads the page again by itself after that time. {@code formTargets} are addresses of other
 * sites to which the answer to a form of this page may redirect.
 */
public record WebPage(
        int status,
        String name,
        Mood mood,
        String heading,
        Html content,
        @Nullable Duration refresh,
        List<URI> formTargets) {

    public WebPage {
        formTargets = List.copyOf(formTargets);
    }

    /** How a page looks: what has happened, at a glance. */
    public enum Mood {
        PLAIN,
        GOOD,
        BUSY,
        BAD
    }

    static WebPage plain(int status, String name, String heading, Html content) {
        return new WebPage(status, name, Mood.PLAIN, heading, content, null, List.of());
    }

    static WebPage good(String name, String heading, Html content) {
        return new WebPage(200, name, Mood.GOOD, heading, content, null, List.of());
    }

    static WebPage bad(int status, String name, String heading, Html content) {
        return new WebPage(status, name, Mood.BAD, heading, content, null, List.of());
    }

    static WebPage busy(int status, String name, String heading, Html content, Duration refresh) {
        return new WebPage(status, name, Mood.BUSY, heading, content, refresh, List.of());
    }

    /** The same page; browsers hold its policy for forms against redirects too. */
    WebPage withFormTargets(List<URI> targets) {
        return new WebPage(status, name, mood, heading, content, refresh, targets);
    }

    /** The same page, which the browser loads once more after this time, in whole seconds and not earlier. */
    public WebPage refreshedAfter(Duration time) {
        Duration seconds = Duration.ofSeconds(time.plusSeconds(1).minusNanos(1).toSeconds());
        return new WebPage(status, name, mood, heading, content, seconds, formTargets);
    }

    /** The same page, with more at its beginning. */
    WebPage withFirst(Html more) {
        return new WebPage(status, name, mood, heading, more.and(content), refresh, formTargets);
    }

    /** The same page, with more at its end. */
    WebPage with(Html more) {
        return new WebPage(status, name, mood, heading, content.and(more), refresh, formTargets);
    }
}
