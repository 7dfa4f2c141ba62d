package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.account.AccountUpdate;
import io.tokenkeep.refresh.policy.StableHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes a record about no account, once a day, to each compacted log of its partition. Kafka cleans a log only when something
 * is written to it. That is rare with few accounts, and a deletion promises a date. One task's thread uses it.
 */
final class Sweep {

    /** A name that no app has. */
    static final String NOBODY = "tokenkeep";

    private static final String NAME = "sweep";
    private static final Duration APART = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final byte[] PRESENT = {1};

    private final TaskMetadata metadata;
    private final Outputs outputs;
    private final List<KeyValueStore<Bytes, byte[]>> stores;
    private final AccountKey nobody;
    private Instant next;

    /** {@code partitions}: the number of partitions, from which a key in this partition is computed. */
    Sweep(
            TaskMetadata metadata,
            Outputs outputs,
            List<KeyValueStore<Bytes, byte[]>> stores,
            int partition,
            int partitions) {
        this.metadata = metadata;
        this.outputs = outputs;
        this.stores = List.copyOf(stores);
        this.nobody = nobody(partition, partitions);
        this.next = Instant.ofEpochMilli(metadata.get(NAME, Long.MIN_VALUE));
    }

    void tick(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        boolean first = next.toEpochMilli() == Long.MIN_VALUE;
        next = now.plus(APART);
        metadata.put(NAME, next.toEpochMilli());
        if (!first) {
            write(now);
        }
    }

    private void write(Instant now) {
        String key = nobody.toString();
        outputs.status(key, null);
        outputs.link(new AccountUpdate.Link(key, null));
        outputs.command(RefreshCommand.newBuilder()
                .setCommandId(StableHash.name("sweep " + key + ' ' + now.toEpochMilli()))
                .setAccount(key)
                .setKind(CommandKind.PUBLISH)
                .setPublishForm(PublishForm.NULL)
                .setToken(token(now))
                .setIssuedAt(now)
                .setNotAfter(now.plus(LIFETIME))
                .build());
        Bytes stored = Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
        stores.forEach(store -> {
            store.put(stored, PRESENT);
            store.delete(stored);
        });
    }

    /** A command must carry a token; this one is not published. */
    private Token token(Instant now) {
        return Token.newBuilder()
                .setApp(nobody.app())
                .setAccountId(nobody.accountId())
                .setKind(TokenKind.USER)
                .setState(TokenState.GONE)
                .setGoneReason(GoneReason.DATA_DELETED)
                .setLifetime(Lifetime.NON_EXPIRING)
                .setAuthorizedAt(now)
                .setOrderedAt(now)
                .setSequence(0)
                .build();
    }

    /** A key of no account, which the default partitioner maps to this partition. */
    static AccountKey nobody(int partition, int partitions) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new AccountKey(NOBODY, "sweep-" + i))
                .filter(key -> {
                    byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
                    return Utils.toPositive(Utils.murmur2(bytes)) % partitions == partition;
                })
                .findFirst()
                .orElseThrow();
    }
}
