package io.tokenkeep.exchange.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshSecretState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.cooldown.CooldownTimes;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.lane.InstantPublishing;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.exchange.records.PageTokens;
import io.tokenkeep.exchange.secret.KnownSecrets;
import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Addresses;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Commands about one account of a provider that gives refresh tokens, with a producer that acknowledges everything at once. */
final class RefreshTokenFixture implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    static final Duration SECOND_LOOK = Duration.ofSeconds(20);
    static final String COMMAND = "command-1";
    static final String SECRET = "refresh-token-1";

    private static final String APP = TestSettings.MAIN;
    private static final String ACCOUNT = APP + ":27";
    private static final ProviderDescription DESCRIPTION = new ProviderDescription(
            "plain-oauth",
            "Plain OAuth",
            Addresses.of("https://a.example", "https://b.example", "https://c.example"),
            "read",
            Set.of(Feature.REFRESH_TOKENS));

    final MutableClock clock = MutableClock.at(NOON);
    final KnownSecrets secrets = new KnownSecrets();

    private final KeySet keys = KeySet.parse(TestSettings.TOKENS_KEYS);
    private final InstantPublishing instant = new InstantPublishing();
    private final RefreshSecretRecords records =
            new RefreshSecretRecords(KeySet.parse(TestSettings.CODES_KEYS), failure -> {});
    private final Sealer sealer = new Sealer(keys, Purpose.ACCESS_TOKEN);
    private final CommandJobs jobs;

    private Runnable whileReading = () -> {};

    RefreshTokenFixture(Provider provider) {
        AppCooldowns cooldowns =
                new AppCooldowns(clock, new CooldownTimes(Duration.ofMinutes(1), Duration.ofSeconds(10)));
        Map<String, App> apps = Map.of(APP, new App(config(), provider));
        this.jobs = new CommandJobs(new CommandContext(
                apps,
                new Opener(keys, Purpose.ACCESS_TOKEN),
                sealer,
                new PageTokens(sealer, new ClientChoice(null, clock)),
                instant.publishing(),
                cooldowns,
                new AppFailures(cooldowns),
                instant.backoff(),
                new RefreshTokens(secrets.secrets(), records, this::readToEnd, SECOND_LOOK),
                new CommandMetrics(new SimpleMeterRegistry(), apps.keySet()),
                clock));
    }

    private static AppConfig config() {
        AppConfig threads = TestSettings.minimal().config().apps().all().stream()
                .filter(app -> app.name().equals(APP))
                .findFirst()
                .orElseThrow();
        return new AppConfig(
                APP, DESCRIPTION, threads.client(), threads.consent(), threads.endpoints(), threads.limits());
    }

    private Future<Void> readToEnd(int partition) {
        whileReading.run();
        return Future.succeededFuture();
    }

    /** A record is in the topic that has not been read yet. */
    void unread(RefreshSecret secret) {
        whileReading(() -> secrets.read(secret));
    }

    /** What happens while the partition is read to its end. */
    void whileReading(Runnable happens) {
        whileReading = happens;
    }

    /** The refresh token that came with the token of this sequence. */
    RefreshSecret held(long sequence) {
        return RefreshSecret.newBuilder(records.answered(token(sequence), Secret.of(SECRET)))
                .setAnswer(null)
                .setCommandId(null)
                .build();
    }

    /** The refresh token and the token of an answer. */
    RefreshSecret answered(long sequence) {
        return records.answered(token(sequence), Secret.of(SECRET));
    }

    Token token(long sequence) {
        return Token.newBuilder()
                .setApp(APP)
                .setProvider(DESCRIPTION.id())
                .setAccountId("27")
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setSealedToken(sealer.seal(ACCOUNT, "access-token-" + sequence))
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(NOON)
                .setOrderedAt(NOON)
                .setSequence(sequence)
                .build();
    }

    Job job(CommandKind kind, long sequence, Ownership ownership) {
        return job(command(kind, token(sequence)).build(), ownership);
    }

    Job gone(GoneReason reason, Ownership ownership) {
        Token gone = Token.newBuilder(token(1))
                .setState(TokenState.GONE)
                .setGoneReason(reason)
                .build();
        return job(
                command(CommandKind.PUBLISH, gone)
                        .setPublishForm(PublishForm.GONE)
                        .build(),
                ownership);
    }

    private static RefreshCommand.Builder command(CommandKind kind, Token token) {
        return RefreshCommand.newBuilder()
                .setCommandId(COMMAND)
                .setAccount(ACCOUNT)
                .setKind(kind)
                .setToken(token)
                .setIssuedAt(NOON)
                .setNotAfter(NOON.plusSeconds(600));
    }

    private Job job(RefreshCommand command, Ownership ownership) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.REFRESH_COMMANDS.name(),
                KnownSecrets.PARTITION,
                0,
                ACCOUNT.getBytes(UTF_8),
                Topics.REFRESH_COMMANDS.codec().encode(command));
        return jobs.apply(new Delivery(record, ownership, () -> {}));
    }

    /** The topics of what was published, in its order. */
    List<String> topics() {
        return instant.history().stream().map(ProducerRecord::topic).toList();
    }

    List<RefreshOutcome> outcomes() {
        return published(Topics.REFRESH_OUTCOMES);
    }

    List<Token> tokens() {
        return published(Topics.TOKENS);
    }

    List<RefreshSecretState> states() {
        return published(Topics.REFRESH_SECRETS).stream()
                .map(RefreshSecret::getState)
                .toList();
    }

    String opened(RefreshSecret held) throws Exception {
        return records.open(held).reveal();
    }

    @Nullable
    RefreshSecret known() {
        return secrets.secrets().find(KnownSecrets.PARTITION, ACCOUNT);
    }

    private <V extends SpecificRecord> List<V> published(Topic<V> topic) {
        return instant.history().stream()
                .filter(record -> record.topic().equals(topic.name()) && record.value() != null)
                .map(record -> {
                    try {
                        return topic.codec().decode(record.value());
                    } catch (UnreadableRecordException e) {
                        throw new AssertionError("an unreadable record of " + topic, e);
                    }
                })
                .toList();
    }

    @Override
    public void close() {
        instant.close();
    }
}
