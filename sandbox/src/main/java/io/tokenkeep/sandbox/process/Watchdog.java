package io.tokenkeep.sandbox.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Kills a process when this JVM is gone, in whatever way it went. That a process looks for itself, and ends when its
 * standard input does, is not enough: one that is stopped (SIGSTOP) looks at nothing any more. So a shell looks for it.
 */
public final class Watchdog {

    private Watchdog() {}

    /** Watches this process until it ends, and gives it back. */
    public static Process watch(Process process) throws IOException {
        try {
            Process shell = new ProcessBuilder(
                            "sh", "-c", "read -r line; kill -KILL \"$0\"", Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // Killed before its input is closed: it must not kill another process that has the number by then.
            CompletableFuture<Void> unused = process.onExit().thenRun(shell::destroyForcibly);
            return process;
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }
}
