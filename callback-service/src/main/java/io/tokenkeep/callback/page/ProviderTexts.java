package io.tokenkeep.callback.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * How pages speak of a provider. Its own texts are the sentences for its permissions, under {@code scope.<name>}, and
 * {@code withdraw}: where a person takes an access back.
 *
 * @param pages whether a consent gives Pages beside the account
 */
public record ProviderTexts(String name, TextBundle texts, boolean pages) {

    /** For a provider without texts of its own: only general sentences. */
    public static final TextBundle GENERAL = Texts.BUNDLE;

    /** Of an app that the settings do not name any more. */
    public static ProviderTexts unknown(String app) {
        return new ProviderTexts(app, GENERAL, false);
    }

    /** What the scopes allow, in sentences. One general sentence, the last, stands for all scopes without a sentence. */
    List<Html> permissions(List<String> scopes) {
        List<String> keys = scopes.stream().map(scope -> "scope." + scope).toList();
        Stream<Html> known = keys.stream().distinct().filter(texts::has).map(texts::text);
        Stream<Html> other =
                keys.stream().allMatch(texts::has) ? Stream.of() : Stream.of(Texts.text("permission.other"));
        return Stream.concat(known, other).toList();
    }

    Html withdraw() {
        return Html.of("<p class=\"soft\" id=\"withdraw\">{}</p>", texts.text("withdraw"));
    }
}
