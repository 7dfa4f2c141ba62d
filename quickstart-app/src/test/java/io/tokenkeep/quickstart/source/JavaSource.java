package io.tokenkeep.quickstart.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One Java file of the project without its comments and texts. */
record JavaSource(Path file, String code) {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])'|//[^\\n]*|/\\*[\\s\\S]*?\\*/");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w$]*");

    /** All files of main code, or of main code and tests. */
    static List<JavaSource> all(boolean withTests) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            List<JavaSource> found = files.filter(file -> isSource(file, withTests))
                    .map(JavaSource::read)
                    .sorted((one, other) -> one.file.compareTo(other.file))
                    .toList();
            assertThat(found).as("source files").hasSizeGreaterThan(100);
            return found;
        }
    }

    private static boolean isSource(Path file, boolean withTests) {
        String path = file.toString().replace('\\', '/');
        boolean main = path.contains("/src/main/java/");
        return path.endsWith(".java")
                && !path.endsWith("package-info.java")
                && (main || (withTests && path.contains("/src/test/java/")));
    }

    private static JavaSource read(Path file) {
        try {
            return new JavaSource(file, codeOf(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String codeOf(String text) {
        return NO_CODE.matcher(text).replaceAll(" ");
    }

    /** The type that the file is named after. */
    String type() {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".java".length());
    }

    Set<String> identifiers() {
        return IDENTIFIER.matcher(code).results().map(match -> match.group()).collect(Collectors.toSet());
    }
}
