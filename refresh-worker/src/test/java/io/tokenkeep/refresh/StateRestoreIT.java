package io.tokenkeep.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** The state comes back from Kafka after a restart that lost it. */
class StateRestoreIT extends ServiceFixture {

    @Test
    void stateComesBackFromKafkaWhenTheDirectoryIsLost() throws Exception {
        String key = "threads-main:restore";
        Token token = Fixtures.consented(key, now());
        cluster.send(Topics.TOKENS, key, token);
        AccountStatus marked = refuseOneVerification(key);
        Map<String, Integer> written = cluster.written();

        service.close(CLOSE);
        delete(directory);
        start();
        // Sealed anew: says nothing but that the account is still known, and writes its status.
        cluster.send(Topics.TOKENS, key, Token.newBuilder(token).setSequence(1).build());

        await().atMost(PATIENCE).until(() -> status(key).getSequence() == 1);
        assertThat(status(key).getNextAction()).isEqualTo(CommandKind.VERIFY);
        assertThat(status(key).getNextActionAt()).isEqualTo(marked.getNextActionAt());
        assertThat(status(key).getFailures()).isEqualTo(1);
        written.merge(Topics.ACCOUNT_STATUS.name(), 1, Integer::sum);
        assertThat(cluster.written()).isEqualTo(written);
    }

    /** Streams believes what it remembers of a store's offsets, whatever the store itself holds. */
    @Test
    void storeThatComesBackWithoutItsRecordsIsRestored() throws Exception {
        String key = "threads-main:half-restored";
        cluster.send(Topics.TOKENS, key, Fixtures.consented(key, now()));
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).containsKey(key));
        await().atMost(PATIENCE).until(() -> stampedPartitions() == Cluster.PARTITIONS);

        service.close(CLOSE);
        emptyStores("accounts");
        start();
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.VERIFY_NOW, now()));

        await().atMost(PATIENCE.multipliedBy(4))
                .until(() -> commands(key, CommandKind.VERIFY).size() == 1);
    }

    /** Ids above 2^53: one step through a floating-point number would make them ids of somebody else. */
    @Test
    void idsOfAPersonAPageAndItsInstagramAccountAreTheSameAfterARestore() throws Exception {
        String anna = "facebook-main:27640875392278831";
        String page = "facebook-main:27640875392278833";
        Token person = Token.newBuilder(Fixtures.consented(anna, now()))
                .setProvider("facebook")
                .setAliases(List.of("27640875392278835"))
                .setLinkedAccounts(List.of(new LinkedAccount("facebook", "27640875392278833", "A Page")))
                .build();
        Token ofPage = Token.newBuilder(Fixtures.unending(page, person.getOrderedAt()))
                .setProvider("facebook")
                .setKind(TokenKind.PAGE)
                .setParentAccount(anna)
                .setLinkedAccounts(List.of(new LinkedAccount("instagram", "17841405793187218", "a.page")))
                .build();
        cluster.send(Topics.TOKENS, anna, person);
        cluster.send(Topics.TOKENS, page, ofPage);
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).keySet().containsAll(List.of(anna, page)));

        service.close(CLOSE);
        delete(directory);
        start();
        cluster.send(
                Topics.ACCOUNT_COMMANDS, page, Fixtures.accountCommand(page, AccountCommandKind.VERIFY_NOW, now()));
        // By the other id: so the links came back, too.
        String alias = "facebook-main:27640875392278835";
        cluster.send(
                Topics.ACCOUNT_COMMANDS, alias, Fixtures.accountCommand(alias, AccountCommandKind.VERIFY_NOW, now()));

        await().atMost(PATIENCE)
                .until(() -> commands(page, CommandKind.VERIFY).size() == 1
                        && commands(anna, CommandKind.VERIFY).size() == 1);
        assertThat(commands(page, CommandKind.VERIFY).get(0).getToken()).isEqualTo(ofPage);
        assertThat(commands(anna, CommandKind.VERIFY).get(0).getToken()).isEqualTo(person);
        assertThat(status(page).getParentAccount()).isEqualTo(anna);
    }

    private long stampedPartitions() {
        return cluster.records(application + "-accounts-changelog").stream()
                .filter(record -> record.key().length == 1)
                .map(ConsumerRecord::partition)
                .distinct()
                .count();
    }

    /** As if the disk had kept the offsets of a store and lost its records. */
    private void emptyStores(String name) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path store :
                    all.filter(path -> path.endsWith(Path.of("rocksdb", name))).toList()) {
                List<ColumnFamilyHandle> families = new ArrayList<>();
                List<ColumnFamilyDescriptor> named = new ArrayList<>();
                for (byte[] family : RocksDB.listColumnFamilies(new Options(), store.toString())) {
                    named.add(new ColumnFamilyDescriptor(family));
                }
                try (RocksDB rocks = RocksDB.open(new DBOptions(), store.toString(), named, families)) {
                    rocks.deleteRange(families.get(0), new byte[0], new byte[] {(byte) 0xFF, (byte) 0xFF});
                    families.forEach(ColumnFamilyHandle::close);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }
}
