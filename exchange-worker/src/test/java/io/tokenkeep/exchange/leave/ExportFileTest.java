package io.tokenkeep.exchange.leave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {

    @TempDir
    private Path directory;

    @Test
    void fileHasItsNameOnceItIsCompleteAndOnlyItsOwnerReadsIt() throws Exception {
        Path output = directory.resolve("tokens.jsonl");
        try (ExportFile file = ExportFile.create(output)) {
            file.line("{}");
            assertThat(output).doesNotExist();
            assertThat(names()).singleElement().satisfies(this::isPrivate);
            file.finish();
        }

        assertThat(output).hasContent("{}\n");
        isPrivate(output);
        assertThat(names()).containsExactly(output);
    }

    @Test
    void unfinishedFileIsRemoved() throws Exception {
        try (ExportFile file = ExportFile.create(directory.resolve("tokens.jsonl"))) {
            file.line("{}");
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void noFileIsOverwrittenNorOneThatSomebodyMadeMeanwhile() throws Exception {
        Path output = directory.resolve("tokens.jsonl");
        try (ExportFile file = ExportFile.create(output)) {
            Files.writeString(output, "of somebody else");
            assertThatThrownBy(file::finish).isInstanceOf(FileAlreadyExistsException.class);
        }

        assertThatThrownBy(() -> ExportFile.create(output)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(output).hasContent("of somebody else");
        assertThat(names()).containsExactly(output);
    }

    @Test
    void twoRunsDoNotShareAnUnfinishedFile() throws Exception {
        Path output = directory.resolve("tokens.jsonl");
        try (ExportFile file = ExportFile.create(output)) {
            assertThatThrownBy(() -> ExportFile.create(output))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining(".part");
            file.finish();
        }
    }

    private void isPrivate(Path file) {
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> names() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
