package io.tokenkeep.callback.page;

import java.net.URI;
import java.util.Optional;

/** Pages as people see them. */
public final class Rendered {

    private Rendered() {}

    public static String english(WebPage page) {
        return in(Language.ENGLISH, page);
    }

    public static String in(Language language, WebPage page) {
        return Layout.render(page, view(language));
    }

    /** With a brand that has everything but a logo, for which a browser would need the network. */
    public static String branded(Language language, WebPage page) {
        Brand brand = new Brand(
                Optional.of("Agentur Müller & Söhne"),
                Optional.empty(),
                Colour.parse("#8a1f5b"),
                Optional.of(URI.create("https://agency.example/privacy")),
                Optional.of(URI.create("mailto:help@agency.example")));
        return Layout.render(page, new View(language, brand, true));
    }

    static View view(Language language) {
        return new View(language, Brand.NONE, true);
    }
}
