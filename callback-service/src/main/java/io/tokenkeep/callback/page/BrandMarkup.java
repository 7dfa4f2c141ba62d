package io.tokenkeep.callback.page;

import java.net.URI;
import java.util.Optional;

/** What a brand adds to each page. A colour is used for buttons, where it can be told from what is behind them. */
record BrandMarkup(Brand brand) {

    /** WCAG 2.2, 1.4.11: of a control to what is behind it. */
    private static final double CONTROL_CONTRAST = 3;

    /** The backgrounds of buttons in style.css. */
    private static final Colour LIGHT_CARD = Colour.WHITE;

    private static final Colour DARK_CARD = new Colour(0x1c, 0x1e, 0x22);

    /** The rules for its colour; empty if there is none, or if it can be seen on no background. */
    String style() {
        return brand.colour()
                .map(colour -> rule("light", LIGHT_CARD, colour) + rule("dark", DARK_CARD, colour))
                .orElse("");
    }

    private static String rule(String scheme, Colour card, Colour colour) {
        return colour.contrast(card) < CONTROL_CONTRAST
                ? ""
                : "@media (prefers-color-scheme: " + scheme + ") { :root { --button: " + colour + "; --button-ink: "
                        + colour.ink() + "; } }";
    }

    Optional<URI> logo() {
        return brand.logo();
    }

    Html styleElement() {
        String style = style();
        return style.isEmpty() ? Html.NONE : view -> "\n<style>" + style + "</style>";
    }

    /** The logo, or the name where there is none. */
    Html header() {
        Html name = brand.name().map(given -> Html.of("{}", given)).orElse(Html.NONE);
        Html shown = brand.logo()
                .map(logo -> Html.of(
                        "<img class=\"logo\" src=\"{}\" alt=\"{}\" referrerpolicy=\"no-referrer\">",
                        logo,
                        name == Html.NONE ? Texts.text("brand.logo") : name))
                .orElse(name);
        return shown == Html.NONE ? Html.NONE : Html.of("<header id=\"brand\">{}</header>", shown);
    }

    Html links() {
        Html privacy = link("privacy", brand.privacy());
        Html help = link("help", brand.help());
        Html both = privacy.and(help);
        return both == Html.NONE ? Html.NONE : Html.of("<p>{}</p>", both);
    }

    private static Html link(String name, Optional<URI> address) {
        return address.map(to -> Html.of(
                        "<a id=\"{}\" href=\"{}\" rel=\"noreferrer\">{}</a>", name, to, Texts.text("footer." + name)))
                .orElse(Html.NONE);
    }
}
