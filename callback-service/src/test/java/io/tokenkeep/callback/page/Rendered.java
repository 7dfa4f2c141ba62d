package io.tokenkeep.callback.page;

/** Pages as people see them. */
public final class Rendered {

    private Rendered() {}

    public static String english(WebPage page) {
        return in(Language.ENGLISH, page);
    }

    public static String in(Language language, WebPage page) {
        return Layout.render(page, view(language));
    }

    static View view(Language language) {
        return new View(language, Brand.NONE, true);
    }
}
