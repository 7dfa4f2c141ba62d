package io.tokenkeep.callback.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language of the pages. The first one is used where no other fits. */
public enum Language {
    ENGLISH("en", "English", Locale.UK),
    GERMAN("de", "Deutsch", Locale.GERMANY),
    FRENCH("fr", "Français", Locale.FRANCE),
    SPANISH("es", "Español", new Locale("es", "ES")),
    PORTUGUESE("pt-BR", "Português", new Locale("pt", "BR")),
    JAPANESE("ja", "日本語", Locale.JAPAN);

    /** Browsers send far less; more is not worth the time of reading it. */
    private static final int LONGEST = 500;

    private final String tag;
    private final String ownName;
    private final Locale locale;

    Language(String tag, String ownName, Locale locale) {
        this.tag = tag;
        this.ownName = ownName;
        this.locale = locale;
    }

    /** The language tag (RFC 5646). */
    public String tag() {
        return tag;
    }

    /** The name that speakers of the language give it. */
    String ownName() {
        return ownName;
    }

    /** How dates and numbers are written. */
    Locale locale() {
        return locale;
    }

    /** The language of exactly this tag; empty for every other text. */
    public static Optional<Language> ofTag(@Nullable String tag) {
        return List.of(values()).stream()
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }

    /**
     * The language that fits best what is asked for: an {@code Accept-Language} (RFC 9110 12.5.4), or one tag alone. Looked up as RFC 4647 3.4
     * says, so {@code de-AT} finds German. Empty if no language fits, or the text cannot be read.
     */
    public static Optional<Language> lookup(@Nullable String ranges) {
        if (ranges == null || ranges.isBlank() || ranges.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            List<LanguageRange> wanted = LanguageRange.parse(ranges).stream()
                    .filter(range -> range.getWeight() > 0)
                    .toList();
            return Optional.ofNullable(Locale.lookupTag(wanted, offered())).flatMap(Language::ofOffered);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Also {@code pt}: a lookup shortens what is asked for, not what is offered, and there is one Portuguese. */
    private static List<String> offered() {
        List<String> offered = new ArrayList<>();
        for (Language language : values()) {
            offered.add(language.tag);
            offered.add(language.locale.getLanguage());
        }
        return offered;
    }

    private static Optional<Language> ofOffered(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return List.of(values()).stream()
                .filter(each -> each.locale.getLanguage().equals(language))
                .findFirst();
    }
}
