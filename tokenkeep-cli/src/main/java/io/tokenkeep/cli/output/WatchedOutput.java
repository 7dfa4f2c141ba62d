package io.tokenkeep.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Remembers why writing failed, which a {@link java.io.PrintStream} forgets. */
public final class WatchedOutput extends FilterOutputStream {

    private volatile @Nullable IOException failure;

    public WatchedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int letter) throws IOException {
        write(new byte[] {(byte) letter}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Whether the reader is gone, as {@code head} is after its lines. */
    public boolean isClosedByReader() {
        IOException last = failure;
        String message = last == null ? "" : String.valueOf(last.getMessage());
        return message.contains("Broken pipe") || message.contains("pipe is being closed");
    }

    /** The reason, as the system names it. */
    public String reason() {
        IOException last = failure;
        return last == null ? "unknown" : String.valueOf(last.getMessage());
    }
}
