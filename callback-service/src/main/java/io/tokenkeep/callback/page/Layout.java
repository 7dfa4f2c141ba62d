package io.tokenkeep.callback.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTML frame of every page, and the headers of every answer. The headers forbid scripts, frames, caches, referrers and
 * content from other hosts, except for the logo of a brand; styles are allowed by their hashes.
 */
public final class Layout {

    private static final String STYLE = style();

    /** The header that forbids what no page needs. */
    public static final String POLICY = "Content-Security-Policy";

    private static final Map<String, String> HEADERS = Map.of(
            POLICY,
            policy("", "", ""),
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

    /** The policy of a page as a person sees it; empty where it is the one of {@link #headers}. */
    public static Optional<String> policy(WebPage page, View view) {
        String targets =
                page.formTargets().stream().map(Layout::origin).distinct().collect(Collectors.joining());
        BrandMarkup brand = new BrandMarkup(view.brand());
        if (targets.isEmpty() && brand.style().isEmpty() && brand.logo().isEmpty()) {
            return Optional.empty();
        }
        String style = brand.style().isEmpty() ? "" : " 'sha256-" + sha256(brand.style()) + "'";
        String images = brand.logo().map(logo -> "; img-src" + origin(logo)).orElse("");
        return Optional.of(policy(style, targets, images));
    }

    private static String origin(URI address) {
        return " " + address.getScheme() + "://" + address.getRawAuthority();
    }

    private static String policy(String styles, String formTargets, String images) {
        return "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'" + styles + images + "; form-action 'self'"
                + formTargets + "; base-uri 'none'; frame-ancestors 'none'";
    }

    public static String render(WebPage page, View view) {
        BrandMarkup brand = new BrandMarkup(view.brand());
        return Html.of(
                        """
                        <!doctype html>
                        <html lang="{}">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <title>{}</title>
                        <style>{}</style>{}
                        </head>
                        <body>
                        {}
                        <main id="page" data-page="{}" data-mood="{}">
                        {}
                        <h1>{}</h1>
                        {}
                        </main>
                        <footer>{}{}<p>Tokenkeep</p></footer>
                        </body>
                        </html>
                        """,
                        view.language().tag(),
                        page.heading(),
                        markup(STYLE),
                        brand.styleElement(),
                        brand.header(),
                        page.name(),
                        page.mood().name().toLowerCase(Locale.ROOT),
                        icon(page.mood()),
                        page.heading(),
                        page.content(),
                        brand.links(),
                        view.switchable() ? languages(view.language()) : Html.NONE)
                .in(view);
    }

    /**
     * A form without an address posts to the page's own, so the address of a redirect, with its code, does not stand in the
     * page.
     */
    private static Html languages(Language shown) {
        List<Html> languages = Stream.of(Language.values())
                .map(language -> language == shown ? current(language) : choice(language))
                .toList();
        return Html.of(
                "<form id=\"languages\" method=\"post\" aria-label=\"{}\">{}</form>",
                Texts.text("footer.languages"),
                Html.all(languages));
    }

    private static Html current(Language language) {
        return Html.of("<span lang=\"{}\" aria-current=\"true\">{}</span>", language.tag(), language.ownName());
    }

    private static Html choice(Language language) {
        return Html.of(
                "<button name=\"language\" value=\"{}\" lang=\"{}\">{}</button>",
                language.tag(),
                language.tag(),
                language.ownName());
    }

    private static Html markup(String ours) {
        return view -> ours;
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
        return markup("<svg class=\"mark\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" + inside + "</svg>");
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
