package io.tokenkeep.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.seal.KeySet;
import io.tokenkeep.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path SOURCE = Path.of("src/test/java/io/tokenkeep/example/TokenTable.java");
    private static final String BEGIN = "// README: begin\n";
    private static final String END = "// README: end";

    @Test
    void exampleIsTheOneThatIsTested() throws Exception {
        String source = Files.readString(SOURCE);
        String shown = source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf(END));

        assertThat(fenced("java")).isEqualTo(shown.stripTrailing().stripIndent() + "\n");
    }

    @Test
    void keySetThatIsShownIsReadOnceItHasAKey() throws Exception {
        String shown = fenced("json").replace("…", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        assertThat(KeySet.parse(shown))
                .hasToString(
                        "KeySet[active=tokens-93b08e5d17aa, keys=[tokens-93b08e5d17aa, tokens-4c1f72be60d9, tokens-0e6a5d83f214]]");
    }

    @Test
    void everyTopicHasItsRowAndNoOther() throws Exception {
        assertThat(Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE)
                        .matcher(readme())
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(Topics.catalogue().keySet());
    }

    private static String fenced(String language) throws Exception {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String readme() throws Exception {
        return Files.readString(Path.of("README.md"));
    }
}
