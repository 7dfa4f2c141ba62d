package io.tokenkeep.quickstart.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ImportCirclesTest {

    @Test
    void noFilesOfAPackageNeedEachOther() throws IOException {
        Map<Path, List<JavaSource>> packages = JavaSource.all(false).stream()
                .collect(Collectors.groupingBy(source -> source.file().getParent()));
        Map<Path, Set<Set<String>>> circles = new TreeMap<>();
        packages.forEach((folder, files) -> {
            Set<Set<String>> found = ImportCircles.of(files).find();
            if (!found.isEmpty()) {
                circles.put(folder, found);
            }
        });

        assertThat(circles).as("files that need each other, by package").isEmpty();
    }

    @Test
    void circleOverOthersIsFound() {
        ImportCircles files = new ImportCircles(
                Map.of("A", Set.of("B", "String"), "B", Set.of("C"), "C", Set.of("A", "D"), "D", Set.of("D")));

        assertThat(files.find()).containsExactly(Set.of("A", "B", "C"));
    }

    @Test
    void namesInCommentsAndTextsCountForNothing() {
        String code = JavaSource.codeOf("a /* B */ c // D\n\"E \\\" F\" + '\"' + g(\"\"\"\nH \"I\" \"\"\");");

        assertThat(code.replaceAll("\\s+", " ")).isEqualTo("a c + + g( );");
    }
}
