package io.tokenkeep.exchange.leave;

import io.tokenkeep.avro.Token;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.RecipientKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports the tokens to the recipient that the settings name, and logs before and after it to whom. Calls no provider and writes to no
 * topic.
 */
public final class Leave {

    private static final Logger log = LoggerFactory.getLogger(Leave.class);

    private final KeySet keys;
    private final RecipientKeys recipient;
    private final InstantSource clock;

    /** @param keys opens the tokens */
    public Leave(KeySet keys, RecipientKeys recipient, InstantSource clock) {
        this.keys = keys;
        this.recipient = recipient;
        this.clock = clock;
    }

    /**
     * Blocks until the file is complete.
     *
     * @param app the only app whose tokens are exported; empty: of all apps
     * @throws FileAlreadyExistsException if there is a file of that name, or an unfinished one
     * @throws IOException if the file cannot be written; then it is removed
     * @throws KafkaException if the topic cannot be read; then the file is removed
     */
    public ExportCounts export(TokenReader reader, Path output, Optional<String> app) throws IOException {
        try (ExportFile file = ExportFile.create(output)) {
            log.atInfo()
                    .addKeyValue("recipient", recipient.sealingKid())
                    .addKeyValue("app", app.orElse("all"))
                    .addKeyValue("file", output.toAbsolutePath())
                    .log("exporting tokens");
            TokenExport export = new TokenExport(keys, recipient, token -> isOf(app, token), clock.instant(), file);
            reader.read(export);
            file.finish();
            ExportCounts counts = export.counts();
            log.atInfo()
                    .addKeyValue("recipient", recipient.sealingKid())
                    .addKeyValue("exported", counts.ofExported())
                    .addKeyValue("gone", counts.ofGone())
                    .addKeyValue("expired", counts.ofExpired())
                    .addKeyValue("failed", counts.ofFailed())
                    .log("exported tokens");
            return counts;
        }
    }

    private static boolean isOf(Optional<String> app, Token token) {
        return app.isEmpty() || app.get().equals(token.getApp());
    }
}
