package io.tokenkeep.callback.link;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the browsers inside other apps by their User-Agent. Some providers refuse a login there, and their own apps may take
 * the person elsewhere. On Android a WebView says so ({@code ; wv)}); on iOS it leaves out the name that the system's browser and
 * other real browsers have. A browser that is not recognised loses only a sentence of advice.
 */
final class InAppBrowser {

    private static final Pattern IOS = Pattern.compile("\\((iPhone|iPad|iPod)\\b");

    private InAppBrowser() {}

    static boolean is(@Nullable String userAgent) {
        return userAgent != null
                && (userAgent.contains("; wv)") || (IOS.matcher(userAgent).find() && !userAgent.contains("Safari/")));
    }
}
