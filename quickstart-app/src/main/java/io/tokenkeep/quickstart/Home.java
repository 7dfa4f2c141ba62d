package io.tokenkeep.quickstart;

import io.tokenkeep.kit.UsageException;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.RecipientKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of broker, state and keys. A temporary one is removed at the end, a chosen one is kept. */
final class Home implements AutoCloseable {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private static final int KID_DIGITS = 12;

    private final Path directory;
    private final boolean temporary;
    private final SecureRandom random;

    private Home(Path directory, boolean temporary, SecureRandom random) {
        this.directory = directory;
        this.temporary = temporary;
        this.random = random;
    }

    static Home open(@Nullable Path chosen, SecureRandom random) {
        try {
            Path directory = chosen == null ? Files.createTempDirectory("tokenkeep-") : ownersAlone(chosen);
            return new Home(directory, chosen == null, random);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep data in " + chosen, e);
        }
    }

    /**
     * Only the owner can read a new directory. An existing directory that is open to others is refused, and its
     * permissions are not changed: it may be meant for several users.
     */
    private static Path ownersAlone(Path chosen) throws IOException {
        if (Files.notExists(chosen)) {
            Files.createDirectories(chosen.toAbsolutePath().getParent());
            return Files.createDirectory(chosen, PosixFilePermissions.asFileAttribute(OWNER));
        }
        if (!Files.isDirectory(chosen)) {
            throw new UsageException("--data: " + chosen + " is no directory");
        }
        if (!OWNER.containsAll(Files.getPosixFilePermissions(chosen))) {
            throw new UsageException(
                    "--data: " + chosen + " is open to other users of this machine, and would hold keys;"
                            + " choose a new directory, or: chmod 700 " + chosen);
        }
        return chosen;
    }

    Path kafka() {
        return directory.resolve("kafka");
    }

    Path state() {
        return directory.resolve("state");
    }

    /** The file of a key set; it exists after the first use. */
    Path keysFile(String name) {
        return directory.resolve(name + "-keys.json");
    }

    /** A key set by name, made at its first use and readable by its owner alone. */
    String keys(String name) {
        return kept(keysFile(name), () -> KeySet.generateUnique(name, random));
    }

    /** The key pair of connect links, made and kept in the same way: links that were sent stay valid. */
    String linkKeys() {
        return kept(keysFile("link"), () -> LinkKeys.generate(unique("links"), random));
    }

    /** The key pair of imports, made and kept in the same way: rows that wait can be opened after the next start. */
    String importKeys() {
        return kept(keysFile("import"), () -> RecipientKeys.generate(unique("imports"), random));
    }

    private String unique(String name) {
        return name + "-" + HexFormat.of().toHexDigits(random.nextLong(), KID_DIGITS);
    }

    private static String kept(Path file, Supplier<String> made) {
        try {
            if (Files.notExists(file)) {
                write(file, made.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep keys in " + file, e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // Another start made the file at the same time.
        }
        Files.writeString(file, text, StandardOpenOption.CREATE);
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system cleans its temporary directory by itself.
        }
    }
}
