package io.tokenkeep.callback.page;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page: its HTTP status, a stable name for tests and monitoring, its mood, heading and content. If
 * {@code refresh} is set, the browser loads the page again by itself after that time. {@code formTargets} are addresses of other
 * sites to which the answer to a form of this page may redirect. {@code audience} decides language and brand.
 */
public record WebPage(
        int status,
        String name,
        Mood mood,
        Html heading,
        Html content,
        @Nullable Duration refresh,
        List<URI> formTargets,
        Audience audience) {

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

    /** A page whose heading is the text {@code <name>.title}. */
    static WebPage plain(int status, String name, Html content) {
        return of(status, name, Mood.PLAIN, content);
    }

    static WebPage good(String name, Html content) {
        return of(200, name, Mood.GOOD, content);
    }

    static WebPage bad(int status, String name, Html content) {
        return of(status, name, Mood.BAD, content);
    }

    static WebPage busy(int status, String name, Html content, Duration refresh) {
        return of(status, name, Mood.BUSY, content).refreshed(refresh);
    }

    private static WebPage of(int status, String name, Mood mood, Html content) {
        Html heading = Texts.BUNDLE.has(name + ".title") ? Texts.text(name + ".title") : Html.NONE;
        return new WebPage(status, name, mood, heading, content, null, List.of(), Audience.ANYBODY);
    }

    private WebPage refreshed(Duration after) {
        return new WebPage(status, name, mood, heading, content, after, formTargets, audience);
    }

    /** The same page under another heading. */
    WebPage titled(Html title) {
        return new WebPage(status, name, mood, title, content, refresh, formTargets, audience);
    }

    /** The same page for these people. */
    public WebPage forAudience(Audience people) {
        return new WebPage(status, name, mood, heading, content, refresh, formTargets, people);
    }

    /** The same page; browsers hold its policy for forms against redirects too. */
    WebPage withFormTargets(List<URI> targets) {
        return new WebPage(status, name, mood, heading, content, refresh, targets, audience);
    }

    /** The same page, which the browser loads once more after this time, in whole seconds and not earlier. */
    public WebPage refreshedAfter(Duration time) {
        Duration seconds = Duration.ofSeconds(time.plusSeconds(1).minusNanos(1).toSeconds());
        return new WebPage(status, name, mood, heading, content, seconds, formTargets, audience);
    }

    /** The same page, with more at its beginning. */
    WebPage withFirst(Html more) {
        return new WebPage(status, name, mood, heading, more.and(content), refresh, formTargets, audience);
    }

    /** The same page, with more at its end. */
    WebPage with(Html more) {
        return new WebPage(status, name, mood, heading, content.and(more), refresh, formTargets, audience);
    }
}
