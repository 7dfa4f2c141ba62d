package io.tokenkeep.console.account;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Where an index lies: in this process's memory, or in files of a folder of its own that only its user may read. */
final class IndexDirectory {

    private IndexDirectory() {}

    /**
     * What a process before left in the folder is deleted when the index opens.
     *
     * @param parent empty for memory
     * @param name of the folder
     */
    static Directory open(Optional<Path> parent, String name) throws IOException {
        if (parent.isEmpty()) {
            return new ByteBuffersDirectory();
        }
        Files.createDirectories(parent.get());
        Path folder = parent.get().resolve(name);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return new MMapDirectory(folder);
    }
}
