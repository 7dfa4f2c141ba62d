package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about security names the test that shows each of its claims; a test that is renamed or removed is noticed here. */
class SecurityDocumentTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<Named> named = NAMED.matcher(Files.readString(PROJECT.resolve("docs/security.md")))
                .results()
                .map(match -> new Named(match.group(1), match.group(2) == null ? "" : match.group(2)))
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(each -> assertThat(sources(each.test()))
                .anyMatch(source -> source.contains("void " + each.method())));
    }

    private record Named(String test, String method) {}

    private static List<String> sources(String test) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().matches(".*/src/test/java/.*/" + test + "\\.java"))
                    .map(SecurityDocumentTest::read)
                    .toList();
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
