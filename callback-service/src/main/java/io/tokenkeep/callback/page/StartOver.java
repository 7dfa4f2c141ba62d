package io.tokenkeep.callback.page;

import org.jspecify.annotations.Nullable;

/** How a person starts over: by one tap where the link is known, otherwise with the link that they were sent. */
public record StartOver(@Nullable String connectPath) {

    public static final StartOver WITH_THE_LINK = new StartOver(null);

    Html button(String label) {
        return button("start-over", label);
    }

    /** {@code id}: of the element, for a page with more than one way to start over. */
    Html button(String id, String label) {
        return connectPath == null
                ? Html.of("<p>To start over, open the link that you were sent once more, or ask for a new one.</p>")
                : Html.of("<p><a class=\"act\" id=\"{}\" href=\"{}\">{}</a></p>", id, connectPath, label);
    }

    Html button() {
        return button("Start over");
    }
}
