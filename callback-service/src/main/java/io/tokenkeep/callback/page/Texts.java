package io.tokenkeep.callback.page;

import java.net.URI;
import java.util.Collection;
import java.util.List;

/** The texts of all pages, and the few ways in which they stand in a page. */
final class Texts {

    static final TextBundle BUNDLE = new TextBundle(Texts.class, "texts");

    private Texts() {}

    static Html text(String key, Object... values) {
        return BUNDLE.text(key, values);
    }

    static Html paragraph(String key, Object... values) {
        return Html.of("<p>{}</p>", text(key, values));
    }

    /** A paragraph of less weight. */
    static Html note(String key, Object... values) {
        return Html.of("<p class=\"soft\">{}</p>", text(key, values));
    }

    /** Values in one line, as the language separates them. */
    static Html inLine(List<?> values) {
        Html line = Html.NONE;
        for (Object value : values) {
            line = line == Html.NONE ? Html.of("{}", value) : text("list", line, value);
        }
        return line;
    }

    static Html list(String id, Collection<?> items) {
        return Html.of(
                "<ul id=\"{}\">{}</ul>",
                id,
                Html.all(
                        items.stream().map(item -> Html.of("<li>{}</li>", item)).toList()));
    }

    /** One sentence if the brand has a name, which is its only value, and another one if it has none. */
    static Html byName(String named, String nameless) {
        return Html.branded(brand -> brand.name().map(name -> text(named, name)).orElseGet(() -> text(nameless)));
    }

    /** Before a consent to a provider with Pages: it takes away each Page that the person does not select again. */
    static Html keepPages(String id, String provider) {
        return Html.of("<p class=\"note\" id=\"{}\">{}</p>", id, text("link.keep-pages", provider));
    }

    /** How somebody goes on who cannot go on here. */
    static Html askTheSender() {
        return paragraph("ask-sender").and(help());
    }

    /** The brand's help, where it has one. */
    static Html help() {
        return Html.branded(
                brand -> brand.help().map(address -> help(brand, address)).orElse(Html.NONE));
    }

    private static Html help(Brand brand, URI address) {
        Html label = brand.name().map(name -> text("help.of", name)).orElseGet(() -> text("help"));
        return Html.of("<p><a id=\"ask-for-help\" href=\"{}\" rel=\"noreferrer\">{}</a></p>", address, label);
    }
}
