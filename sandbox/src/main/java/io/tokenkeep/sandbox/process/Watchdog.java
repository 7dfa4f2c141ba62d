package io.tokenkeep.sandbox.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Kills a child process when this JVM has ended, for any reason. A child could watch its standard input itself and end
 * with it, but a stopped child (SIGSTOP) cannot. So a shell watches for it.
 */
public final class Watchdog {

    private Watchdog() {}

    /** Watches this process until it ends, and returns it. */
    public static Process watch(Process process) throws IOException {
        try {
            Process shell = new ProcessBuilder(
                            "sh", "-c", "read -r line; kill -KILL \"$0\"", Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // Kill the shell before its input closes: by then another process may have the child's process id.
            CompletableFuture<Void> unused = process.onExit().thenRun(shell::destroyForcibly);
            return process;
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }
}
