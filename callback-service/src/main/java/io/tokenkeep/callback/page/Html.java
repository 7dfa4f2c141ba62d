package io.tokenkeep.callback.page;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Markup. Text becomes markup only by being escaped, so text from a request never becomes markup. */
public record Html(String markup) {

    static final Html NONE = new Html("");

    private static final Pattern PLACE = Pattern.compile("\\{}");

    /** A template of ours with a {@code {}} for each argument, which is escaped unless it is markup already. */
    static Html of(String template, Object... arguments) {
        Matcher places = PLACE.matcher(template);
        StringBuilder filled = new StringBuilder();
        for (Object argument : arguments) {
            if (!places.find()) {
                throw new IllegalArgumentException("More arguments than places");
            }
            String markup = argument instanceof Html html ? html.markup : escape(argument.toString());
            places.appendReplacement(filled, Matcher.quoteReplacement(markup));
        }
        return new Html(places.appendTail(filled).toString());
    }

    static Html all(Collection<Html> parts) {
        return new Html(parts.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }

    Html and(Html next) {
        return new Html(markup + "\n" + next.markup);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
