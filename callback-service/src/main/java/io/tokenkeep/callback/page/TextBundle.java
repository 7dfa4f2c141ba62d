package io.tokenkeep.callback.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one part in every language: files {@code <name>_<tag>.properties} in UTF-8, beside a class. A text has
 * a place {@code {0}}, {@code {1}}, … for each value; no other character has a meaning. Immutable.
 */
public final class TextBundle {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);

    /** Fails if the file of a language is missing. */
    public TextBundle(Class<?> beside, String name) {
        for (Language language : Language.values()) {
            texts.put(language, read(beside, name + "_" + language.tag() + ".properties"));
        }
    }

    public boolean has(String key) {
        return texts(Language.ENGLISH).containsKey(key);
    }

    /** The text of this key with its values; fails if there is none, or if it has another number of places. */
    public Html text(String key, Object... values) {
        String english = texts(Language.ENGLISH).get(key);
        if (english == null
                || PLACE.matcher(english)
                                .results()
                                .map(MatchResult::group)
                                .distinct()
                                .count()
                        != values.length) {
            throw new IllegalArgumentException("no text " + key + " with " + values.length + " places");
        }
        return view -> filled(texts(view.language()).getOrDefault(key, english), values, view);
    }

    /** All texts of a language by their keys. */
    public Map<String, String> texts(Language language) {
        return texts.getOrDefault(language, Map.of());
    }

    private static String filled(String text, Object[] values, View view) {
        return PLACE.matcher(Html.escape(text))
                .replaceAll(place -> Matcher.quoteReplacement(Html.of(values[Integer.parseInt(place.group(1))], view)));
    }

    private static Map<String, String> read(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + beside.getName());
            }
            Properties read = new Properties();
            read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            read.forEach((key, text) -> texts.put(key.toString(), text.toString()));
            return Map.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
