package io.tokenkeep.callback.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One page: its HTTP status, a stable name for tests and monitoring, its mood, heading and content. If
 * {@code refresh} is set, the browser loads the page again by itself after that time.
 */
public record WebPage(
        int status,
        String name,
        Mood mood,
        String heading,
        Html content,
        @Nullable Duration refresh) {

    /** How a page looks: what has happened, at a glance. */
    public enum Mood {
        PLAIN,
        GOOD,
        BUSY,
        BAD
    }

    static WebPage plain(int status, String name, String heading, Html content) {
        return new WebPage(status, name, Mood.PLAIN, heading, content, null);
    }

    static WebPage good(String name, String heading, Html content) {
        return new WebPage(200, name, Mood.GOOD, heading, content, null);
    }

    static WebPage bad(int status, String name, String heading, Html content) {
        return new WebPage(status, name, Mood.BAD, heading, content, null);
    }

    static WebPage busy(int status, String name, String heading, Html content, Duration refresh) {
        return new WebPage(status, name, Mood.BUSY, heading, content, refresh);
    }
}
