package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The register of contradictions, the tests that carry its numbers and the simulator's switches belong together. */
class ContradictionsDocumentTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("void ((?:k\\d{2}_)+)");
    private static final Pattern NUMBER = Pattern.compile("\\d{2}");

    @Test
    void everyContradictionHasATestOfItsNumber() throws IOException {
        Set<Integer> tested = new TreeSet<>();
        try (Stream<Path> files = Files.walk(PROJECT)) {
            files.filter(file -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))
                    .forEach(file -> numbersIn(read(file), tested));
        }

        assertThat(tested).containsExactlyElementsOf(registered());
    }

    @Test
    void everySwitchOfACounterpartIsNamed() {
        String register = read(PROJECT.resolve("docs/contradictions.md"));

        assertThat(Stream.of(Switch.values()).map(Switch::name).filter(name -> name.matches("K\\d+_.*")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(register).contains("`" + name + "`"));
    }

    private static Set<Integer> registered() {
        Set<Integer> numbers = Pattern.compile("(?m)^\\| K(\\d+) \\|")
                .matcher(read(PROJECT.resolve("docs/contradictions.md")))
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, numbers.size()).boxed().toList());
        return numbers;
    }

    private static void numbersIn(String source, Set<Integer> numbers) {
        Matcher test = TEST.matcher(source);
        while (test.find()) {
            NUMBER.matcher(test.group(1)).results().forEach(number -> numbers.add(Integer.valueOf(number.group())));
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
