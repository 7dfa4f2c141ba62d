package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.account.Account;
import io.tokenkeep.refresh.account.AccountFormat;
import io.tokenkeep.refresh.account.SpoiledAccounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores spoiled by hand, as a mistake of ours would leave them. */
class AccountAuditTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration STEP = AccountAudit.INTERVAL;
    private static final Duration DAY = Duration.ofDays(1);
    private static final AccountFormat FORMAT = new AccountFormat();

    @TempDir
    private Path directory;

    @Test
    void accountThatTheDueIndexLostIsCommandedAllTheSame() {
        try (World world = new World(directory)) {
            world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);
            Instant indexed = Objects.requireNonNull(account(world).indexedAt());
            world.spoiled(StateStores.DUE).delete(new DueKey(indexed, KEY).bytes());

            world.pass(DAY);
            assertThat(world.meters().mended("due")).isEqualTo(1);
            assertThat(world.passUntilCommand(DAY, Fixtures.LIFETIME).command(CommandKind.REFRESH))
                    .isNotNull();
        }
    }

    @Test
    void accountThatTheBacklogLostIsCommandedAllTheSame() {
        try (World world = new World(directory)) {
            connect(world, 200);
            world.pass(Fixtures.LIFETIME.minus(DAY.multipliedBy(5))).pass(STEP);
            List<Bytes> places = keys(world.spoiled(StateStores.BACKLOG));
            assertThat(places).isNotEmpty();
            places.forEach(world.spoiled(StateStores.BACKLOG)::delete);

            world.pass(DAY);
            for (int i = 0; i < 10; i++) {
                world.pass(SECOND);
            }

            assertThat(world.meters().mended("backlog")).isEqualTo(places.size());
            assertThat(commanded(world)).hasSize(200);
        }
    }

    @Test
    void livingAccountWithoutAnythingPlannedIsPlannedAnew() {
        try (World world = new World(directory)) {
            world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);
            Bytes key = Bytes.wrap(KEY.getBytes(StandardCharsets.UTF_8));
            world.spoiled(StateStores.ACCOUNTS).put(key, unplanned(world));

            world.pass(DAY);

            assertThat(world.meters().mended("plan")).isEqualTo(1);
            assertThat(world.passUntilCommand(DAY, Fixtures.LIFETIME).command(CommandKind.REFRESH))
                    .isNotNull();
        }
    }

    @Test
    void placeInTheBacklogThatIsNoAccountsAnyMoreIsRemovedAndTakesNoCall() {
        try (World world = new World(directory)) {
            world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);
            Instant ends = world.now().plus(Fixtures.LIFETIME);
            KeyValueStore<Bytes, byte[]> backlog = world.spoiled(StateStores.BACKLOG);
            connect(world, 200);
            for (int i = 0; i < 1000; i++) {
                backlog.put(new BacklogKey(AccountKey.parse(KEY), ends.plusMillis(i)).bytes(), new byte[] {1});
            }

            world.pass(Fixtures.LIFETIME.minus(DAY));
            for (int i = 0; i < 30; i++) {
                world.pass(SECOND);
            }

            assertThat(keys(backlog)).isEmpty();
            assertThat(commanded(world)).hasSize(201);
        }
    }

    @Test
    void auditOfManyAccountsGoesAPartAtATimeAndEnds() {
        try (World world = new World(directory)) {
            connect(world, 500);
            world.pass(SECOND);

            world.pass(STEP).pass(STEP);
            assertThat(world.meters().auditAge()).isEqualTo(STEP.multipliedBy(2));
            world.pass(STEP);
            assertThat(world.meters().auditAge()).isZero();
        }
    }

    private static void connect(World world, int accounts) {
        for (int i = 0; i < accounts; i++) {
            world.read(Fixtures.consented("threads-main:" + i, world.now()));
        }
    }

    private static List<String> commanded(World world) {
        return world.commands().stream()
                .map(command -> command.getAccount())
                .distinct()
                .toList();
    }

    private static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(null, StoreStamps.LAST_KEY)) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private static byte[] stored(World world) {
        Bytes key = Bytes.wrap(KEY.getBytes(StandardCharsets.UTF_8));
        return Objects.requireNonNull(world.spoiled(StateStores.ACCOUNTS).get(key));
    }

    private static Account account(World world) {
        return FORMAT.read(stored(world));
    }

    private static byte[] unplanned(World world) {
        return SpoiledAccounts.withoutPlan(stored(world));
    }
}
