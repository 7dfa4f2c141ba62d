package io.tokenkeep.callback.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The HTML frame of every page, and the headers of every answer. The headers forbid scripts, frames, caches, referrers and
 * content from other hosts; the one style is allowed by its hash.
 */
public final class Layout {

    private static final String STYLE = style();

    /** The header that forbids what no page needs. */
    public static final String POLICY = "Content-Security-Policy";

    private static final Map<String, String> HEADERS = Map.of(
            POLICY,
            policy(""),
            "Cache-Control",
            "no-store",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff",
            "X-Robots-Tag",
            "noindex, nofollow");

    private Layout() {}

    /** For every answer, pages and redirects alike. */
    public static Map<String, String> headers() {
        return HEADERS;
    }

    /** The policy of a page whose forms lead to other sites; empty for every other page. */
    public static Optional<String> policy(WebPage page) {
        String targets = page.formTargets().stream()
                .map(target -> " " + target.getScheme() + "://" + target.getRawAuthority())
                .distinct()
                .collect(Collectors.joining());
        return targets.isEmpty() ? Optional.empty() : Optional.of(policy(targets));
    }

    private static String policy(String formTargets) {
        return "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; form-action 'self'" + formTargets
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    public static String render(WebPage page) {
        return Html.of(
                        """
                        <!doctype html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <title>{}</title>
                        <style>{}</style>
                        </head>
                        <body>
                        <main id="page" data-page="{}" data-mood="{}">
                        {}
                        <h1>{}</h1>
                        {}
                        </main>
                        <footer>Tokenkeep</footer>
                        </body>
                        </html>
                        """,
                        page.heading(),
                        new Html(STYLE),
                        page.name(),
                        page.mood().name().toLowerCase(Locale.ROOT),
                        icon(page.mood()),
                        page.heading(),
                        page.content())
                .markup();
    }

    private static Html icon(WebPage.Mood mood) {
        String inside =
                switch (mood) {
                    case PLAIN ->
                        "<path d=\"M9.5 14.5l5-5M8 11l-2.2 2.2a3.5 3.5 0 0 0 5 5L13 16M16 13l2.2-2.2a3.5 3.5 0 0 0-5-5L11 8\"/>";
                    case GOOD -> "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M8 12.5l2.8 2.8L16 9.5\"/>";
                    case BUSY -> "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7.5V12l3 2\"/>";
                    case BAD -> "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7.5v5.5M12 16.3v.2\"/>";
                };
        return new Html("<svg class=\"mark\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" + inside + "</svg>");
    }

    private static String style() {
        try (InputStream in = Layout.class.getResourceAsStream("style.css")) {
            if (in == null) {
                throw new IllegalStateException("style.css is missing beside " + Layout.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
