package io.tokenkeep.exchange.leave;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new file that only its owner may read. Until {@link #finish} it has another name, so that a file under its own name is always
 * complete. It never takes the place of another file. For one thread.
 */
final class ExportFile implements Closeable {

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final BufferedWriter writer;

    private ExportFile(Path file, Path unfinished, FileChannel channel) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
        this.writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    /** Fails with {@link FileAlreadyExistsException} if the file is there, or the unfinished one of another run. */
    static ExportFile create(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        return new ExportFile(
                file,
                unfinished,
                FileChannel.open(
                        unfinished,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    void line(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }

    /** Gives the file its name, once its content is on the disk. */
    void finish() throws IOException {
        writer.flush();
        channel.force(true);
        writer.close();
        // Without options, a move fails if somebody made a file of that name meanwhile.
        Files.move(unfinished, file);
    }

    /** Removes the file, unless it is finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
