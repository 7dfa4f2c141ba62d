package io.tokenkeep.kit.config;

import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What pages show of the agency. The settings are the same for all pages ({@code brand.}) and for one app
 * ({@code apps.<name>.brand.}).
 *
 * @param colour as {@code #rrggbb}
 */
public record BrandConfig(
        Optional<String> name, Optional<URI> logo, Optional<String> colour, Optional<URI> privacy, Optional<URI> help) {

    public static final BrandConfig NONE =
            new BrandConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String NAME = "brand.name";
    private static final String LOGO = "brand.logo.url";
    private static final String COLOUR = "brand.colour";
    private static final String PRIVACY = "brand.privacy.url";
    private static final String HELP = "brand.help.url";

    private static final int LONGEST = 500;
    private static final Pattern COLOUR_FORM = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern MAIL = Pattern.compile("mailto:[^\\s\"<>]+");

    static BrandConfig from(TypedValues settings) {
        return new BrandConfig(
                settings.optionalString(NAME),
                settings.optionalUri(LOGO),
                settings.optionalString(COLOUR),
                settings.optionalUri(PRIVACY),
                settings.optionalUri(HELP));
    }

    /** An https address without user and fragment; empty for every other text. A page may link to it, and a policy may name its origin. */
    public static Optional<URI> https(String text) {
        return text.length() <= LONGEST && WebUri.isWebUri(text)
                ? Optional.of(URI.create(text)).filter(uri -> "https".equalsIgnoreCase(uri.getScheme()))
                : Optional.empty();
    }

    /** As {@link #https}, or a mailto address. */
    public static Optional<URI> httpsOrMail(String text) {
        if (text.length() > LONGEST || !MAIL.matcher(text).matches()) {
            return https(text);
        }
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static ConfigDef define(ConfigDef definition) {
        definition
                .define(
                        NAME,
                        ConfigDef.Type.STRING,
                        null,
                        form(text -> !text.isBlank() && text.length() <= 100, "1 to 100 characters"),
                        Importance.MEDIUM,
                        "The name of the agency, as the pages of callback-service show it to the person who is asked to"
                                + " connect. Below apps.<name>. for one app; what is left out there is taken from brand.*, and a client's own"
                                + " brand comes before both.")
                .define(
                        LOGO,
                        ConfigDef.Type.STRING,
                        null,
                        form(text -> https(text).isPresent(), "an https address"),
                        Importance.LOW,
                        "A picture for the head of these pages. The browser loads it from there, without a referrer.")
                .define(
                        COLOUR,
                        ConfigDef.Type.STRING,
                        null,
                        form(text -> COLOUR_FORM.matcher(text).matches(), "a colour as #rrggbb"),
                        Importance.LOW,
                        "The colour of the buttons. Their text is black or white, whichever can be read better. On a"
                                + " background on which the colour can hardly be seen, the usual colour is used.");
        return definition
                .define(
                        PRIVACY,
                        ConfigDef.Type.STRING,
                        null,
                        form(text -> https(text).isPresent(), "an https address"),
                        Importance.LOW,
                        "The privacy policy, linked from each page.")
                .define(
                        HELP,
                        ConfigDef.Type.STRING,
                        null,
                        form(text -> httpsOrMail(text).isPresent(), "an https or mailto address"),
                        Importance.LOW,
                        "Where people get help, linked from each page.");
    }

    private static ConfigDef.Validator form(Predicate<String> fits, String wanted) {
        return ConfigDef.LambdaValidator.with(
                (name, value) ->
                        AppNames.require(value == null || fits.test(value.toString()), name, "write " + wanted),
                () -> wanted);
    }
}
