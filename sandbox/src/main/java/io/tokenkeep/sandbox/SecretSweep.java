package io.tokenkeep.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Searches files, bytes and texts for secrets, plain and URL-encoded. A finding has the place and the kind, never the
 * secret. Reads each byte once, whatever the number of secrets. Does not unpack compressed data. Thread-safe.
 */
public final class SecretSweep {
    private static final int CHUNK = 1 << 20;
    private static final int MOST_FINDINGS = 20;

    private final SecretIndex index;

    private SecretSweep(SecretIndex index) {
        this.index = index;
    }

    /** Secrets by kind, such as "token" or "client secret"; none may be shorter than {@link SecretIndex#SHORTEST}. */
    public static SecretSweep of(Map<String, ? extends Collection<String>> secretsByKind) {
        return new SecretSweep(SecretIndex.of(secretsByKind));
    }

    /** The number of secrets, so that a test can assert that there are any. */
    public int size() {
        return index.secrets();
    }

    public List<Finding> text(String where, String text) {
        return bytes(where, text.getBytes(StandardCharsets.UTF_8));
    }

    public List<Finding> bytes(String where, byte[] bytes) {
        var findings = new ArrayList<Finding>();
        index.search(bytes, bytes.length, bytes.length, (offset, kind) -> add(findings, where, kind, offset));
        return findings;
    }

    /** A file, or every file below a directory. Returns at most twenty findings for each file. */
    public List<Finding> path(Path start) {
        List<Path> files;
        try (Stream<Path> found = Files.walk(start)) {
            files = found.filter(Files::isRegularFile).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files.stream().flatMap(file -> file(file).stream()).toList();
    }

    private List<Finding> file(Path file) {
        var findings = new ArrayList<Finding>();
        int overlap = index.longest() - 1;
        byte[] buffer = new byte[CHUNK + Math.max(0, overlap)];
        int held = 0;
        long start = 0;
        try (InputStream in = Files.newInputStream(file)) {
            boolean last = false;
            while (!last) {
                int read = in.readNBytes(buffer, held, buffer.length - held);
                held += read;
                last = held < buffer.length;
                int starts = last ? held : held - overlap;
                long base = start;
                index.search(
                        buffer, held, starts, (offset, kind) -> add(findings, file.toString(), kind, base + offset));
                System.arraycopy(buffer, starts, buffer, 0, held - starts);
                held -= starts;
                start += starts;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return findings;
    }

    private static void add(List<Finding> findings, String where, String kind, long offset) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(where, kind, offset));
        }
    }

    /** A secret in clear, with its place and the offset in bytes. */
    public record Finding(String where, String kind, long offset) {}
}
