package io.tokenkeep.exchange.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshSecretState;
import io.tokenkeep.exchange.kafka.Companion;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes the records of {@code refresh-secrets} into {@link RefreshSecrets}. Used by the refresh lane's poll thread only. */
public final class RefreshSecretReader implements Companion {

    private final RefreshSecrets secrets;
    private final Output output;
    private final InstantSource clock;

    /**
     * Where the reader sends what it finds.
     *
     * @param overtaken receives each record that has to be written again
     * @param unreadable receives each unreadable record that arrived while its partition was assigned, and the reason
     */
    public record Output(
            Consumer<ProducerRecord<byte[], byte[]>> overtaken,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable) {}

    private RefreshSecretReader(RefreshSecrets secrets, Output output, InstantSource clock) {
        this.secrets = secrets;
        this.output = output;
        this.clock = clock;
    }

    /**
     * The reader that fills {@code secrets}.
     *
     * @param source owned by the reader from now on
     */
    public static CompanionReader of(
            CompanionReader.Source source, RefreshSecrets secrets, Output output, InstantSource clock) {
        return new CompanionReader(
                source,
                Topics.REFRESH_COMMANDS.name(),
                Topics.REFRESH_SECRETS.name(),
                new RefreshSecretReader(secrets, output, clock),
                clock);
    }

    @Override
    public void begin(int partition) {
        secrets.begin(partition);
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, boolean old) {
        if (record.key() == null) {
            unreadable(record, old, "no key");
            return;
        }
        String account = new String(record.key(), UTF_8);
        byte[] value = record.value();
        if (value == null) {
            secrets.in(record.partition(), known -> known.removed(account));
            return;
        }
        try {
            RefreshSecret secret = read(record, account, value);
            secrets.in(record.partition(), known -> known.read(account, SecretOrder.of(secret), secret));
        } catch (UnreadableRecordException e) {
            secrets.in(record.partition(), known -> known.unreadable(account));
            unreadable(record, old, String.valueOf(e.getMessage()));
        }
    }

    private RefreshSecret read(ConsumerRecord<byte[], byte[]> record, String account, byte[] value)
            throws UnreadableRecordException {
        RefreshSecret secret = Topics.REFRESH_SECRETS.codec().decode(value);
        if (!secret.getAccount().equals(account)) {
            throw new UnreadableRecordException("key and account differ");
        }
        if (secret.getState() == RefreshSecretState.UNKNOWN) {
            throw new UnreadableRecordException("a state of a newer version");
        }
        String problem = RecordCheck.problem(secret, RecordCheck.readAt(record, clock));
        if (problem != null) {
            throw new UnreadableRecordException(problem);
        }
        return secret;
    }

    /** An earlier owner of the partition has set an old record aside. */
    private void unreadable(ConsumerRecord<byte[], byte[]> record, boolean old, String reason) {
        if (!old) {
            output.unreadable.accept(record, reason);
        }
    }

    @Override
    public void caughtUp(int partition) {
        secrets.caughtUp(partition);
    }

    @Override
    public void forget(int partition) {
        secrets.forget(partition);
    }

    @Override
    public boolean isFull() {
        return secrets.isFull();
    }

    /** Consents of any worker bring more refresh tokens, also while this worker executes no commands. */
    @Override
    public boolean isFollowedWhenFull() {
        return false;
    }

    /** Writes again what a late record of an earlier owner has overtaken. */
    @Override
    public void everyRound() {
        secrets.takeOvertaken().forEach(output.overtaken);
    }
}
