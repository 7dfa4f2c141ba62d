package io.tokenkeep.simulator.registry;

import java.util.Arrays;
import java.util.Locale;

/**
 * A product of Meta with apps, tokens and hosts of its own. Its path is the base path under which any host serves it.
 */
public enum Provider {
    THREADS("THAA", "(graph\\.)?threads\\.(com|net)"),
    FACEBOOK("EAA", "(graph\\.)?facebook\\.com"),
    INSTAGRAM("IGAA", "((api|graph)\\.)?instagram\\.com");

    private final String tokenPrefix;
    private final String hosts;

    Provider(String tokenPrefix, String hosts) {
        this.tokenPrefix = tokenPrefix;
        this.hosts = hosts;
    }

    /** The product of that name, in any case. Throws IllegalArgumentException if there is none. */
    public static Provider named(String text) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a provider is threads, facebook or instagram"));
    }

    /** The product of a host name; for a host that is not Meta's, Threads. */
    public static Provider ofHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String plain = lower.startsWith("www.") ? lower.substring(4) : lower;
        return Arrays.stream(values())
                .filter(each -> plain.matches(each.hosts))
                .findFirst()
                .orElse(THREADS);
    }

    /** The scopes that are granted by default, separated by commas. */
    public String usualScopes() {
        return switch (this) {
            case THREADS -> "threads_basic";
            case FACEBOOK -> "pages_show_list,pages_read_engagement";
            case INSTAGRAM -> "instagram_business_basic";
        };
    }

    /** The base path, such as {@code /facebook}. */
    public String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    String tokenPrefix() {
        return tokenPrefix;
    }
}
