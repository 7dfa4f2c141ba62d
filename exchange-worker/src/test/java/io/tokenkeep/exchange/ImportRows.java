package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.redirectUri;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.avro.TokenImport;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.seal.RecipientSealer;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.topic.Topics;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Rows of imports as console-service writes them, the tokens in them, and what becomes of both on the topics. */
final class ImportRows {

    static final String KEYS = RecipientKeys.generate("imports-1", new SecureRandom());

    private final ExchangeBench bench;
    private final AtomicInteger rows = new AtomicInteger();
    private final String importId = UUID.randomUUID().toString();

    ImportRows(ExchangeBench bench) {
        this.bench = bench;
    }

    /** Somebody new gets a short-lived token elsewhere. */
    IssuedToken shortLived(String app, String clientId, String... scopes) {
        String code = bench.simulator()
                .grant(clientId, redirectUri(app), "import-" + importId + rows.incrementAndGet(), Set.of(scopes));
        return bench.simulator()
                .tokens()
                .issueFor(bench.simulator().codes().find(code).orElseThrow());
    }

    IssuedToken longLived(String app, String clientId, String... scopes) {
        return bench.simulator().tokens().upgrade(shortLived(app, clientId, scopes));
    }

    String send(String app, String token) throws Exception {
        return send(app, token, row -> row);
    }

    String send(String app, String token, UnaryOperator<TokenImport.Builder> change) throws Exception {
        return send(app, token, KEYS, change);
    }

    /** @param keys under which the row is sealed */
    String send(String app, String token, String keys, UnaryOperator<TokenImport.Builder> change) throws Exception {
        int row = rows.incrementAndGet();
        String rowId = importId + "." + row;
        RecipientKeys sealing = RecipientKeys.parse(RecipientKeys.publicPart(keys));
        TokenImport.Builder built = TokenImport.newBuilder()
                .setRowId(rowId)
                .setImportId(importId)
                .setRow(row)
                .setApp(app)
                .setSealedToken(new RecipientSealer(sealing, Purpose.IMPORTED_TOKEN).seal(rowId, token))
                .setImportedAt(Instant.now());
        bench.send(Topics.TOKEN_IMPORTS.record(rowId, change.apply(built).build()));
        return rowId;
    }

    /** The first outcome of a row that is no wait, which is waited for. */
    ImportOutcome ended(String rowId) {
        return outcome(rowId, false);
    }

    ImportOutcome waiting(String rowId) {
        return outcome(rowId, true);
    }

    private ImportOutcome outcome(String rowId, boolean waiting) {
        return Objects.requireNonNull(value(bench.tail(Topics.IMPORT_OUTCOMES.name())
                .await(record -> TopicTail.hasKey(record, rowId)
                        && waiting == (Objects.requireNonNull(value(record)).getState() == ImportState.WAITING))));
    }

    List<ImportOutcome> outcomes(String rowId) {
        return bench.tail(Topics.IMPORT_OUTCOMES.name()).records().stream()
                .filter(record -> TopicTail.hasKey(record, rowId))
                .map(record -> Objects.requireNonNull(value(record)))
                .toList();
    }

    /** What refresh-worker was asked because of a row. */
    List<AccountCommand> commands(String rowId) {
        return bench.tail(Topics.ACCOUNT_COMMANDS.name()).records().stream()
                .map(record -> Objects.requireNonNull(TopicTail.value(Topics.ACCOUNT_COMMANDS, record)))
                .filter(command -> command.getRequestId().equals(rowId))
                .toList();
    }

    private static @Nullable ImportOutcome value(ConsumerRecord<byte[], byte[]> record) {
        return TopicTail.value(Topics.IMPORT_OUTCOMES, record);
    }
}
