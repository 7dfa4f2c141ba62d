package io.tokenkeep.callback.page;

import org.jspecify.annotations.Nullable;

/** How a person begins again: by one tap where we know with what, else with the link they came with. */
public record StartOver(@Nullable String connectPath) {

    public static final StartOver WITH_THE_LINK = new StartOver(null);

    Html button(String label) {
        return connectPath == null
                ? Html.of("<p>Open the link you were sent once more to start over, or ask for a new one.</p>")
                : Html.of("<p><a class=\"act\" id=\"start-over\" href=\"{}\">{}</a></p>", connectPath, label);
    }

    Html button() {
        return button("Start over");
    }
}
