package io.tokenkeep.exchange.secret;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens of the accounts in the assigned partitions, as {@code refresh-secrets} has them and as this worker has
 * written them since. Its reader fills it. Thread-safe.
 */
public final class RefreshSecrets {

    private final Map<Integer, PartitionSecrets> partitions = new ConcurrentHashMap<>();
    private final int limit;

    /** @param limit largest number of accounts in memory */
    public RefreshSecrets(int limit) {
        this.limit = limit;
    }

    /** The record of an account that counts; null if the account has no refresh token. */
    public @Nullable RefreshSecret find(int partition, String account) {
        PartitionSecrets known = partitions.get(partition);
        return known == null ? null : known.find(account);
    }

    /** Whether the last record of the account was written by a newer version, or is damaged. */
    public boolean isUnreadable(int partition, String account) {
        PartitionSecrets known = partitions.get(partition);
        return known != null && known.isUnreadable(account);
    }

    /** Whether everything is known that was written before the partition was assigned. */
    public boolean isCaughtUp(int partition) {
        PartitionSecrets known = partitions.get(partition);
        return known != null && known.isCaughtUp();
    }

    /** The record is acknowledged. */
    public void written(int partition, RefreshSecret secret) {
        in(partition, known -> known.written(secret.getAccount(), SecretOrder.of(secret), secret));
    }

    /** A null is acknowledged: every refresh token of the account counts no more that came with a token of this rank. */
    public void removed(int partition, String account, Rank rank) {
        in(partition, known -> known.written(account, SecretOrder.afterAll(rank), null));
    }

    /** Accounts in memory. */
    public int size() {
        return partitions.values().stream().mapToInt(PartitionSecrets::size).sum();
    }

    public int limit() {
        return limit;
    }

    /** Whether no more accounts fit into memory. Then the lane reads no more commands. */
    public boolean isFull() {
        return size() >= limit;
    }

    /** Records that have to be written again, because a lower one stands behind them in the topic. Each is named once. */
    List<ProducerRecord<byte[], byte[]>> takeOvertaken() {
        return partitions.values().stream()
                .flatMap(known -> known.takeOvertaken().stream()
                        .map(account -> Topics.REFRESH_SECRETS.record(account, known.find(account))))
                .toList();
    }

    void begin(int partition) {
        partitions.put(partition, new PartitionSecrets());
    }

    void caughtUp(int partition) {
        in(partition, PartitionSecrets::caughtUp);
    }

    void forget(int partition) {
        partitions.remove(partition);
    }

    void in(int partition, Consumer<PartitionSecrets> change) {
        PartitionSecrets known = partitions.get(partition);
        if (known != null) {
            change.accept(known);
        }
    }
}
