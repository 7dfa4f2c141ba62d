package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.note;
import static io.tokenkeep.callback.page.Texts.paragraph;
import static io.tokenkeep.callback.page.Texts.text;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of a connect link, and the pages of those that cannot be used. */
public final class LinkWebPages {

    private static final Duration SOON = Duration.ofSeconds(3);

    private LinkWebPages() {}

    public static WebPage expired() {
        return WebPage.bad(410, "link-expired", over("link-expired.text"));
    }

    public static WebPage refused() {
        return WebPage.bad(403, "link-refused", ended("link-refused.text"));
    }

    public static WebPage revoked() {
        return WebPage.bad(410, "link-revoked", over("link-revoked.text"));
    }

    public static WebPage used() {
        return WebPage.plain(
                410,
                "link-used",
                paragraph("link-used.text")
                        .and(paragraph("link-used.otherwise"))
                        .and(Texts.help()));
    }

    /** A link that no instance has made, or that has not arrived here yet. */
    public static WebPage unknown() {
        return WebPage.bad(404, "link-unknown", ended("link-unknown.text"));
    }

    public static WebPage unknownApp() {
        return WebPage.bad(404, "app-unknown", ended("app-unknown.text"));
    }

    private static Html ended(String key) {
        return paragraph(key).and(Texts.askTheSender());
    }

    /** To open such a link once more would not help. */
    private static Html over(String key) {
        return paragraph(key).and(paragraph("ask-for-new-link")).and(Texts.help());
    }

    public static WebPage notYet() {
        return WebPage.busy(503, "link-not-yet", paragraph("link-not-yet.text"), SOON);
    }

    /** One app that a link asks for: how pages speak of its provider, what is asked, and the address of its consent page. */
    public record Way(String app, ProviderTexts provider, List<String> scopes, URI authorize) {}

    /**
     * The page of a link: who asks, and for what. A form starts the consent, and no redirect does: a scanner that opens the link
     * starts nothing, and a tap on an address of the provider might open its app, whose way back ends in another browser.
     *
     * @param done the apps of the link whose accounts are connected already
     * @param copied the link's address if this browser is inside another app, where a login may fail; otherwise null
     */
    public static WebPage open(String path, List<Way> ways, List<Way> done, @Nullable String copied) {
        Html providers = providers(ways);
        boolean several = ways.size() > 1;
        Html body = Html.branded(brand -> brand.name()
                .map(name -> paragraph(several ? "link.several-asked-by" : "link.asked-by", name, providers))
                .orElseGet(() -> paragraph(several ? "link.several-asked" : "link.asked", providers)));
        if (copied != null) {
            body = body.and(inApp(copied));
        }
        if (!done.isEmpty()) {
            body = body.and(Html.of("<p id=\"done\">{}</p>", text("link.done", providers(done))));
        }
        for (Way way : ways) {
            body = body.and(asked(way, several)).and(form(path, way));
        }
        for (ProviderTexts provider :
                ways.stream().map(Way::provider).distinct().toList()) {
            body = body.and(provider.withdraw());
        }
        return WebPage.plain(200, "link", body)
                .titled(several ? text("link.several") : text("link.one", providers))
                .withFormTargets(ways.stream().map(Way::authorize).toList());
    }

    private static Html providers(List<Way> ways) {
        return Texts.inLine(
                ways.stream().map(way -> way.provider().name()).distinct().toList());
    }

    private static Html inApp(String copied) {
        return Html.of(
                "<div class=\"note\" id=\"in-app\"><p>{}</p><label for=\"link-address\">{}</label>"
                        + "<input id=\"link-address\" readonly value=\"{}\"></div>",
                text("in-app.text"),
                text("in-app.address"),
                copied);
    }

    private static Html asked(Way way, boolean titled) {
        ProviderTexts provider = way.provider();
        Html title = titled ? Html.of("<h2>{}</h2>", provider.name()) : Html.NONE;
        Html permissions = Texts.list("asked-" + way.app(), provider.permissions(way.scopes()));
        return title.and(paragraph("link.permissions"))
                .and(permissions)
                .and(note("link.you-decide", provider.name()))
                .and(keepPages(way));
    }

    static Html keepPages(Way way) {
        return way.provider().pages()
                ? Texts.keepPages("keep-pages-" + way.app(), way.provider().name())
                : Html.NONE;
    }

    static Html form(String path, Way way) {
        return Html.of(
                """
                <form method="post" action="{}">
                <input type="hidden" name="app" value="{}">
                <button class="act" id="connect-{}" type="submit">{}</button>
                </form>""",
                path,
                way.app(),
                way.app(),
                text("connect-with", way.provider().name()));
    }
}
