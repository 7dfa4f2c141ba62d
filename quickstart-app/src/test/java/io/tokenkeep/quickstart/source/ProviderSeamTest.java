package io.tokenkeep.quickstart.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A provider is known to its own packages alone: outside of packages called {@code meta} no name and no text in main code is
 * Meta's. Comments may give Meta as an example.
 */
class ProviderSeamTest {

    /** Programs that are about Meta by their nature. */
    private static final Set<String> MODULES_ABOUT_META =
            Set.of("simulator", "sandbox", "quickstart-app", "benchmarks", "soak");

    /** Where each module registers the providers it knows. */
    private static final Set<String> REGISTRATIONS = Set.of(
            "CallbackProviders.java", "ConsoleProviders.java", "ExchangeProviders.java", "RefreshProviders.java");

    /** Texts stand in a group, as an address in one has two slashes. */
    private static final Pattern TEXT_OR_COMMENT =
            Pattern.compile("(\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\")|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

    /** A thread is no provider, and neither is metadata. */
    private static final Pattern OF_META = Pattern.compile("(?i)facebook|instagram|(?<!para)graph(?!ite)|whatsapp"
            + "|\\bmeta(?!data|-|\\s+charset|\\s+name|\\s+http)(?=[^a-z]|providers|descriptions|calls)"
            + "|\"threads[\"_]|threads\\.(?:net|com)|threadsprovider");

    @Test
    void noNameAndNoTextOutsideOfMetasPackagesNamesMeta() throws IOException {
        Set<String> found = new TreeSet<>();
        for (JavaSource source : JavaSource.all(false)) {
            if (!mayNameMeta(source.file().toString().replace('\\', '/'))) {
                String code = withoutComments(Files.readString(source.file()));
                OF_META.matcher(code).results().forEach(match -> found.add(match.group() + " in " + source.file()));
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void nameOfMetaIsFoundInEveryWayOfWriting() {
        assertThat(List.of(
                        "FACEBOOK",
                        "fromInstagram",
                        "GraphCodes",
                        "\"threads\"",
                        "\"threads_basic\"",
                        "MetaCalls",
                        "\"a call from Meta is\"",
                        "import io.tokenkeep.kit.provider.meta.X"))
                .allMatch(text -> OF_META.matcher(text).find());
        assertThat(List.of(
                        "TaskMetadata",
                        "streamThreads",
                        "paragraph",
                        "\"stream.threads\"",
                        "<meta charset=",
                        "metaphor"))
                .noneMatch(text -> OF_META.matcher(text).find());
    }

    private static String withoutComments(String code) {
        return TEXT_OR_COMMENT
                .matcher(code)
                .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1)));
    }

    private static boolean mayNameMeta(String file) {
        String module = file.replaceFirst("^(?:\\.\\./)*", "").split("/", 2)[0];
        return MODULES_ABOUT_META.contains(module)
                || file.contains("/meta/")
                || REGISTRATIONS.contains(file.substring(file.lastIndexOf('/') + 1));
    }
}
