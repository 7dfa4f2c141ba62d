package io.tokenkeep.kit.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the offset of a record that did not fit into memory and ended the service: in the log at the end, and in the log of
 * the next start, by a file. Holds no content of records. Thread-safe.
 */
public final class ReadFailures {

    /** A system property: the directory of the file that the next start reads. */
    static final String DIRECTORY = "tokenkeep.failures.directory";

    private static final Logger log = LoggerFactory.getLogger(ReadFailures.class);
    private static final String STEP_OVER =
            "docs/operations.md, \"A record too large to read\", has the steps to skip it";

    private final Path file;
    private final InstantSource clock;

    ReadFailures(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** For the service of that name; the file is in the directory of the system property, else in that for temporary files. */
    public static ReadFailures of(String service) {
        String directory = System.getProperty(DIRECTORY, System.getProperty("java.io.tmpdir", "."));
        return new ReadFailures(
                Path.of(directory, "tokenkeep-" + service + "-failed-read.properties"), InstantSource.system());
    }

    /** Logs where the last run ended, if a record ended it. Removes the file; a run that ends so again writes it again. */
    public void logLast() {
        if (!Files.isRegularFile(file)) {
            return;
        }
        Properties last = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            last.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            log.atWarn().addKeyValue("file", file).log("the offset at which the last run ended cannot be read");
        }
        log.atError()
                .addKeyValue("topic", last.getProperty("topic"))
                .addKeyValue("partition", last.getProperty("partition"))
                .addKeyValue("offset", last.getProperty("offset"))
                .addKeyValue("readableFrom", last.getProperty("readableFrom"))
                .addKeyValue("at", last.getProperty("at"))
                .log("the last run ended because a record did not fit into memory; " + STEP_OVER);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", file).log("the file of the last run cannot be removed");
        }
    }

    void found(FailedRead failed) {
        TopicPartition partition = failed.partition();
        log.atError()
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", failed.offset())
                .addKeyValue("readableFrom", failed.readableFrom())
                .log("ending: a record does not fit into memory; " + STEP_OVER);
        Properties note = new Properties();
        note.setProperty("topic", partition.topic());
        note.setProperty("partition", Integer.toString(partition.partition()));
        note.setProperty("offset", Long.toString(failed.offset()));
        note.setProperty("readableFrom", Long.toString(failed.readableFrom()));
        note.setProperty("at", Instant.ofEpochMilli(clock.millis()).toString());
        try (Writer writer = Files.newBufferedWriter(file)) {
            note.store(writer, null);
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", file).log("the offset could not be written for the next start");
        }
    }

    /** Each record can be read alone: the heap is too small for all of them together. */
    void notFound(Map<TopicPartition, Long> positions) {
        log.atError()
                .addKeyValue("positions", positions)
                .log(
                        "ending: out of memory while reading, though each record fits by itself; give this service more memory");
    }

    void notSearched(Throwable failure) {
        log.atError()
                .addKeyValue("failure", failure.getClass().getName())
                .log("ending: out of memory while reading, and the record was not found");
    }
}
