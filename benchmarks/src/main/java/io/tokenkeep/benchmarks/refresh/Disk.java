package io.tokenkeep.benchmarks.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Operations on a whole directory, to which nothing else writes meanwhile. */
final class Disk {

    private Disk() {}

    static double megabytes(Path directory) throws IOException {
        double bytes = 0;
        for (Path path : all(directory)) {
            bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
        }
        return bytes / (1 << 20);
    }

    static void delete(Path directory) throws IOException {
        for (Path path : all(directory)) {
            Files.delete(path);
        }
    }

    /** All files and directories, deepest first. */
    private static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
