package io.tokenkeep.benchmarks;

import java.io.File;
import java.nio.file.Path;

/** A main class and its class path. */
public record Program(String main, String classPath) {

    /** A program of this module, with this process's own class path. */
    public static Program of(Class<?> main) {
        return new Program(main.getName(), System.getProperty("java.class.path"));
    }

    /** A program of a peer's module, which has its own versions of Kafka's client and of Vert.x. */
    public static Program ofPeer(String module, String main) {
        Path target = Path.of("benchmarks", module, "target");
        return new Program(main, target.resolve("peer.jar") + File.pathSeparator + target.resolve("lib/*"));
    }
}
