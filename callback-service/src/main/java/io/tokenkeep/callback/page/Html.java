package io.tokenkeep.callback.page;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Markup, complete once it is known who sees it. Text becomes markup only by being escaped, so text from a request never becomes
 * markup.
 */
@FunctionalInterface
public interface Html {

    /** No markup. */
    Html NONE = view -> "";

    String in(View view);

    /**
     * A template of ours with a {@code {}} for each argument, which is escaped unless it is markup already. A template has no text
     * for people: that is in {@link Texts}.
     */
    static Html of(String template, Object... arguments) {
        Matcher places = Pattern.compile("\\{}").matcher(template);
        List<String> pieces = new ArrayList<>();
        int end = 0;
        while (places.find()) {
            pieces.add(template.substring(end, places.start()));
            end = places.end();
        }
        pieces.add(template.substring(end));
        if (pieces.size() - 1 < arguments.length) {
            throw new IllegalArgumentException("More arguments than places");
        }
        return view -> filled(pieces, arguments, view);
    }

    private static String filled(List<String> pieces, Object[] arguments, View view) {
        StringBuilder filled = new StringBuilder(pieces.get(0));
        for (int place = 1; place < pieces.size(); place++) {
            filled.append(place <= arguments.length ? of(arguments[place - 1], view) : "{}")
                    .append(pieces.get(place));
        }
        return filled.toString();
    }

    /** Markup as it is, a number as the language writes it, and every other value escaped. */
    static String of(Object value, View view) {
        if (value instanceof Html html) {
            return html.in(view);
        }
        if (value instanceof Number number) {
            return escape(NumberFormat.getInstance(view.language().locale()).format(number));
        }
        return escape(value.toString());
    }

    static Html all(Collection<Html> parts) {
        return view -> parts.stream().map(part -> part.in(view)).collect(Collectors.joining("\n"));
    }

    /** Markup that depends on the brand. */
    static Html branded(Function<Brand, Html> markup) {
        return view -> markup.apply(view.brand()).in(view);
    }

    default Html and(Html next) {
        return this == NONE ? next : next == NONE ? this : all(List.of(this, next));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
