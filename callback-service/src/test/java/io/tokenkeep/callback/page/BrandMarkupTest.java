package io.tokenkeep.callback.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandMarkupTest {

    private static final Brand AGENCY = new Brand(
            Optional.of("Müller & <b>"),
            Optional.of(URI.create("https://cdn.agency.example/a.png?x=1&y=2")),
            Colour.parse("#8a1f5b"),
            Optional.of(URI.create("https://agency.example/privacy")),
            Optional.of(URI.create("mailto:help@agency.example")));

    @Test
    void pageShowsTheBrandAndEscapesIt() {
        assertThat(render(AGENCY))
                .contains("alt=\"Müller &amp; &lt;b&gt;\"", "src=\"https://cdn.agency.example/a.png?x=1&amp;y=2\"")
                .contains("referrerpolicy=\"no-referrer\"", "href=\"https://agency.example/privacy\"")
                .contains("href=\"mailto:help@agency.example\"")
                .doesNotContain("<b>");
    }

    @Test
    void policyAllowsTheLogosOriginAndTheHashOfTheColourAlone() throws Exception {
        View view = new View(Language.ENGLISH, AGENCY, true);
        Matcher style = Pattern.compile("(?s)</style>\\s*<style>(.*?)</style>").matcher(render(AGENCY));
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

        String policy = Layout.policy(ErrorWebPages.notFound(), view).orElseThrow();

        assertThat(policy)
                .contains(
                        "; img-src https://cdn.agency.example;",
                        "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(Layout.policy(ErrorWebPages.notFound(), Rendered.view(Language.ENGLISH)))
                .isEmpty();
    }

    @Test
    void withoutABrandThePageHasNoTraceOfOne() {
        assertThat(render(Brand.NONE)).doesNotContain("<header", "<img", "id=\"privacy\"", "id=\"help\"");
    }

    @Test
    void nameStandsWhereThereIsNoLogoAndALogoWithoutANameHasAText() {
        assertThat(render(named("Agency"))).contains("<header id=\"brand\">Agency</header>");
        Brand logo = new Brand(Optional.empty(), AGENCY.logo(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(render(logo)).contains("alt=\"Logo\"");
    }

    @Test
    void linkNamesWhoAsks() {
        WebPage page = LinkWebPages.open("/c/t", AllWebPages.ways(), List.of(), null);

        assertThat(Layout.render(page, new View(Language.ENGLISH, named("Agency"), true)))
                .contains("Agency asks for access to your accounts (Threads, Facebook)");
        assertThat(Rendered.english(page)).contains("Somebody sent you this link");
    }

    @Test
    void deadEndLeadsToTheBrandsHelp() {
        assertThat(render(AGENCY)).contains("id=\"ask-for-help\"", "Get help from Müller");
        assertThat(render(Brand.NONE)).doesNotContain("id=\"ask-for-help\"");
    }

    @ParameterizedTest
    @CsvSource({
        "#8a1f5b, true, false, #ffffff",
        "#ffe14d, false, true, #000000",
        "#ffffff, false, true, #000000",
        "#101010, true, false, #ffffff",
        "#7a7a7a, true, true, #000000"
    })
    void colourIsUsedOnlyWhereAButtonCanBeSeenAndRead(String colour, boolean light, boolean dark, String ink) {
        String style = new BrandMarkup(new Brand(
                        Optional.empty(), Optional.empty(), Colour.parse(colour), Optional.empty(), Optional.empty()))
                .style();

        assertThat(style.contains("scheme: light")).isEqualTo(light);
        assertThat(style.contains("scheme: dark")).isEqualTo(dark);
        assertThat(style).contains("--button: " + colour, "--button-ink: " + ink);
    }

    private static Brand named(String name) {
        return new Brand(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String render(Brand brand) {
        return Layout.render(ErrorWebPages.notFound(), new View(Language.ENGLISH, brand, true));
    }
}
