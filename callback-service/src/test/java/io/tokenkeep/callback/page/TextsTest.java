package io.tokenkeep.callback.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.callback.provider.meta.MetaCallbackProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/tokenkeep/callback/page");
    private static final Path RESOURCES = Path.of("src/main/resources/io/tokenkeep/callback");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z.-]*)\"");
    private static final Pattern KEY = Pattern.compile("(?m)^([a-z][a-z_.-]*)=");
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}?");

    static Stream<TextBundle> bundles() {
        return Stream.concat(
                Stream.of(Texts.BUNDLE),
                Stream.of("threads", "facebook", "instagram")
                        .map(name -> new TextBundle(MetaCallbackProviders.class, name)));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyLanguageHasTheSameTextsWithTheSamePlaces(TextBundle bundle) {
        Map<String, Set<String>> english = places(bundle, Language.ENGLISH);

        for (Language language : Language.values()) {
            assertThat(places(bundle, language)).as(language.tag()).isEqualTo(english);
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noTextIsEmptyOrHasMarkupOrAPlaceThatIsNone(TextBundle bundle) {
        for (Language language : Language.values()) {
            assertThat(bundle.texts(language).values()).as(language.tag()).allSatisfy(text -> {
                assertThat(text).isNotBlank().doesNotContain("<", ">", "\\", "'");
                assertThat(PLACE.matcher(text).results().map(MatchResult::group))
                        .allMatch(place -> place.matches("\\{[0-9]}"));
            });
        }
    }

    @Test
    void everyTextIsUsedByAPage() {
        Set<String> literals = files(SOURCES, ".java").stream()
                .flatMap(file -> LITERAL.matcher(read(file)).results().map(literal -> literal.group(1)))
                .collect(Collectors.toSet());

        Set<String> unused = new TreeSet<>(Texts.BUNDLE.texts(Language.ENGLISH).keySet());
        unused.removeIf(key -> literals.contains(key)
                || literals.contains(key.replaceFirst("\\.title$", ""))
                || (key.startsWith("footer.") && literals.contains(key.substring("footer.".length()))));
        assertThat(unused).isEmpty();
    }

    @Test
    void noFileHasATextTwice() {
        for (Path file : files(RESOURCES, ".properties")) {
            assertThat(KEY.matcher(read(file)).results().map(key -> key.group(1)))
                    .as(file.toString())
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyPageIsCompleteInEveryLanguage(Language language) {
        for (WebPage page : AllWebPages.all()) {
            assertThat(Rendered.in(language, page))
                    .as(page.name())
                    .contains("<html lang=\"" + language.tag() + "\">")
                    .doesNotContain("{0}", "{1}", "{}", "<h1></h1>", "<p></p>", "<title></title>");
        }
    }

    /** Japanese has no spaces between sentences, where every other language has one. */
    @Test
    void noJapanesePageHasAGapAfterASentence() {
        for (WebPage page : AllWebPages.all()) {
            assertThat(Rendered.in(Language.JAPANESE, page)).as(page.name()).doesNotContain("。 ", "、 ", "？ ");
        }
    }

    /** Otherwise a line could begin with a colon alone. */
    @ParameterizedTest
    @MethodSource("bundles")
    void noFrenchLineBreaksBeforeItsPunctuation(TextBundle bundle) {
        assertThat(bundle.texts(Language.FRENCH).values())
                .noneMatch(
                        text -> Pattern.compile("[ ][:;?!»]|«[ ]").matcher(text).find());
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void noTextWasLeftInEnglish(Language language) {
        Set<String> same = bundles()
                .flatMap(bundle -> bundle.texts(language).entrySet().stream()
                        .filter(text -> text.getValue().length() > 12)
                        .filter(text -> text.getValue()
                                .equals(bundle.texts(Language.ENGLISH).get(text.getKey()))))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(same).isEmpty();
    }

    @Test
    void unknownTextAndAWrongNumberOfValuesAreMistakes() {
        assertThatThrownBy(() -> Texts.text("no-such-text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Texts.text("connect-with")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Texts.text("connect-with", "a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads_basic threads_content_publish threads_read_replies threads_manage_replies threads_manage_insights"
                        + " threads_manage_mentions threads_keyword_search threads_delete threads_location_tagging"
                        + " threads_profile_discovery threads_share_to_instagram threads_business_basic",
                "public_profile pages_show_list pages_read_engagement pages_manage_posts pages_manage_engagement"
                        + " pages_read_user_content pages_manage_metadata pages_messaging read_insights business_management"
                        + " instagram_basic instagram_content_publish instagram_manage_comments instagram_manage_insights"
                        + " instagram_manage_messages ads_management ads_read",
                "instagram_business_basic instagram_business_content_publish instagram_business_manage_comments"
                        + " instagram_business_manage_messages instagram_business_manage_insights"
            })
    void everyPermissionThatProvidersDocumentHasItsSentence(String scopes) {
        assertThat(List.of(scopes.split(" ")))
                .allSatisfy(scope -> assertThat(bundles().filter(bundle -> bundle.has("scope." + scope)))
                        .hasSize(1));
    }

    @Test
    void unknownPermissionsHaveOneGeneralSentenceAndNoRawName() {
        String sentences =
                AllWebPages.FACEBOOK
                        .permissions(List.of("a_new_one", "pages_show_list", "another", "withdraw"))
                        .stream()
                        .map(sentence -> sentence.in(Rendered.view(Language.ENGLISH)))
                        .collect(Collectors.joining("\n"));

        assertThat(sentences).isEqualTo("See which Pages you manage\nFurther access, which is listed on the next page");
    }

    private static Map<String, Set<String>> places(TextBundle bundle, Language language) {
        Map<String, Set<String>> places = new TreeMap<>();
        bundle.texts(language)
                .forEach((key, text) -> places.put(
                        key,
                        PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet())));
        return places;
    }

    private static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
