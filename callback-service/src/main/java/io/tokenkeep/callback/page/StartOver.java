package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.text;

import org.jspecify.annotations.Nullable;

/** How a person starts over: by one tap where the link is known, otherwise with the link that they were sent. */
public record StartOver(@Nullable String connectPath) {

    public static final StartOver WITH_THE_LINK = new StartOver(null);

    Html button(Html label) {
        return button("start-over", label);
    }

    /** {@code id}: of the element, for a page with more than one way to start over. */
    Html button(String id, Html label) {
        return connectPath == null
                ? Texts.paragraph("start-over.with-the-link").and(Texts.help())
                : Html.of("<p><a class=\"act\" id=\"{}\" href=\"{}\">{}</a></p>", id, connectPath, label);
    }

    Html button() {
        return button(text("start-over"));
    }
}
