package io.tokenkeep.callback.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the browsers inside other apps by what they add to their User-Agent. Some providers refuse a login there, and their
 * own apps may take the person elsewhere. A browser that is not recognised loses only a sentence of advice.
 */
final class InAppBrowser {

    /** Of Facebook, Instagram, Threads, LinkedIn, Line, WeChat, TikTok, Snapchat, and of any Android WebView. */
    private static final List<String> MARKS = List.of(
            "FBAN/",
            "FBAV/",
            "Instagram ",
            "Barcelona ",
            "LinkedInApp",
            "Line/",
            "MicroMessenger",
            "musical_ly",
            "BytedanceWebview",
            "Snapchat",
            "; wv)");

    private InAppBrowser() {}

    static boolean is(@Nullable String userAgent) {
        return userAgent != null && MARKS.stream().anyMatch(userAgent::contains);
    }
}
