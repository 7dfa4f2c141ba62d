package io.tokenkeep.benchmarks.console;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Accounts on {@code account-status}, as different as those of a large agency, and the same in each run. */
final class ListedAccounts {

    static final int CLIENTS = 1_000;
    static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    static final List<String> PROVIDERS = List.of("threads", "facebook", "instagram");
    private static final List<String> FIRST = List.of(
            "Ada",
            "Grace",
            "Alan",
            "Edsger",
            "Barbara",
            "Donald",
            "Katherine",
            "Dennis",
            "Radia",
            "Tim",
            "Frances",
            "Ken");
    private static final List<String> LAST = List.of(
            "Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Johnson", "Ritchie", "Perlman", "Allen");
    private static final Map<String, List<String>> SCOPES = Map.of(
            "threads", List.of("threads_basic", "threads_content_publish", "threads_manage_insights"),
            "facebook", List.of("pages_show_list", "pages_read_engagement", "pages_manage_posts", "read_insights"),
            "instagram", List.of("instagram_business_basic", "instagram_business_content_publish"));

    private ListedAccounts() {}

    static void write(String bootstrapServers, int accounts) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20, "batch.size", 100_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < accounts; i++) {
                AccountStatus status = status(i);
                var unused = producer.send(
                        Topics.ACCOUNT_STATUS.record(status.getApp() + ":" + status.getAccountId(), status));
            }
        }
    }

    static String provider(int number) {
        return PROVIDERS.get(number % PROVIDERS.size());
    }

    static String app(int number) {
        return provider(number) + "-" + number / PROVIDERS.size() % 4;
    }

    static String accountId(int number) {
        return Long.toString(17_841_400_000_000_000L + number * 7_919L);
    }

    private static AccountStatus status(int number) {
        SplittableRandom random = new SplittableRandom(number);
        String provider = provider(number);
        boolean page = provider.equals("facebook") && random.nextInt(4) > 0;
        Instant changed = NOW.minusSeconds(random.nextInt(5_000_000));
        List<String> scopes = SCOPES.getOrDefault(provider, List.of());
        return AccountStatus.newBuilder()
                .setApp(app(number))
                .setProvider(provider)
                .setAccountId(accountId(number))
                .setKind(page ? TokenKind.PAGE : TokenKind.USER)
                .setClient(random.nextInt(20) == 0 ? null : "client-" + random.nextInt(CLIENTS))
                .setDisplayName(name(random))
                .setParentAccount(page ? app(number) + ":" + accountId(number / 50 * 50) : null)
                .setTasks(page ? List.of("CREATE_CONTENT", "ANALYZE") : List.of())
                .setState(state(random.nextInt(100)))
                .setFailureClass(FailureClass.NONE)
                .setLifetime(page ? Lifetime.NON_EXPIRING : Lifetime.LONG_LIVED)
                .setScopes(scopes.subList(0, 1 + random.nextInt(scopes.size())))
                .setAuthorizedAt(changed.minus(Duration.ofDays(30)))
                .setOrderedAt(changed)
                .setSequence(1)
                .setSealedUnder("tokens-93b08e5d17aa")
                .setIssuedAt(changed)
                .setExpiresAt(page ? null : NOW.plusSeconds(random.nextInt(5_000_000)))
                .setChangedAt(changed)
                .build();
    }

    private static String name(SplittableRandom random) {
        return FIRST.get(random.nextInt(FIRST.size())) + " " + LAST.get(random.nextInt(LAST.size())) + " "
                + Integer.toString(random.nextInt(36 * 36 * 36), 36);
    }

    private static StatusState state(int percent) {
        if (percent < 78) {
            return StatusState.CONNECTED;
        }
        List<StatusState> others = List.of(
                StatusState.EXPIRING,
                StatusState.REAUTHORIZATION_REQUIRED,
                StatusState.USER_ACTION_REQUIRED,
                StatusState.DISCONNECTED,
                StatusState.DEAUTHORIZED);
        return others.get(percent % others.size());
    }
}
