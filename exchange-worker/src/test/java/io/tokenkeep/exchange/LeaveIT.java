package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.seal.RecipientOpener;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code leave}: the recipient opens each live token, and there is nothing else in the file. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaveIT {

    private static final String RECIPIENT = RecipientKeys.generate("recipient-1", new SecureRandom());
    private static final String UNKnowN_KEYS = KeySet.generate("tokens-0", new SecureRandom());
    private static final int ACCOUNTS = 1_000;
    private static final int OF_EACH_KIND = ACCOUNTS / 10;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final LocalKafka kafka;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    @TempDir
    private Path directory;

    private LeaveFixture leave = new LeaveFixture(Path.of(""));

    LeaveIT(LocalKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @BeforeAll
    void createTopics() {
        new TopicProvisioner(
                        admin,
                        new TopicLayout(3, (short) 1),
                        kafka.bootstrapServers(),
                        Clock.systemUTC(),
                        Duration.ofSeconds(60))
                .ensure(List.of(Topics.TOKENS.name()), true);
        for (int i = 0; i < ACCOUNTS; i++) {
            write(i);
        }
        producer.flush();
    }

    @BeforeEach
    void prepare() {
        leave = new LeaveFixture(directory);
    }

    @AfterEach
    void restart() {
        kafka.restart();
    }

    @AfterAll
    void close() {
        producer.close();
        admin.close();
    }

    @Test
    void recipientOpensEachLiveTokenAndNoOtherIsThere() throws Exception {
        assertThat(leave.run(settings())).isEqualTo(Exit.FAILED);

        assertThat(opened()).isEqualTo(live(OTHER, MAIN));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(leave.output())))
                .isEqualTo("rw-------");
        assertThat(leave.printed())
                .contains("exported: " + 6 * OF_EACH_KIND)
                .contains("no token any more: " + 2 * OF_EACH_KIND)
                .contains("has expired: " + OF_EACH_KIND)
                .contains("sealed under key tokens-0, which tokens.keys does not have: " + OF_EACH_KIND + ": ")
                .contains("sealed to: recipient-1")
                .doesNotContain("secret-of-account");
        assertThat(Files.readString(leave.output())).doesNotContain("secret-of-account");
    }

    @Test
    void onlyTheAppThatIsNamedIsExported() throws Exception {
        leave.run(settings(), "--app", OTHER);

        assertThat(opened()).isEqualTo(live(OTHER));
    }

    @Test
    void withAllKeysItSucceedsAndEveryLineSaysWhoseTokenItIs() throws Exception {
        String both = "{\"keys\":[" + inside(TestSettings.TOKENS_KEYS) + ","
                + inside(UNKnowN_KEYS).replace("\"active\"", "\"open\"") + "]}";

        assertThat(leave.run(settings().with("tokens.keys", both))).isEqualTo(Exit.OK);

        assertThat(opened()).hasSize(7 * OF_EACH_KIND);
        JsonObject page = line(2);
        assertThat(page.getString("kind")).isEqualTo("PAGE");
        assertThat(page.fieldNames())
                .containsExactly(
                        "account",
                        "app",
                        "provider",
                        "accountId",
                        "kind",
                        "client",
                        "name",
                        "issuedAt",
                        "expiresAt",
                        "scopes",
                        "parentAccount",
                        "token");
        assertThat(page.getValue("expiresAt")).isNull();
        assertThat(page.getString("parentAccount")).isEqualTo(MAIN + ":1");
        assertThat(page.getString("client")).isEqualTo("7");
        assertThat(page.getJsonArray("scopes")).containsExactly("threads_basic");
        assertThat(Instant.parse(line(0).getString("expiresAt"))).isEqualTo(now.plus(Duration.ofDays(30)));
    }

    @Test
    void brokerThatGoesAwayEndsItAndNoFileRemains() throws Exception {
        kafka.stop();

        assertThat(leave.run(settings())).isEqualTo(Exit.FAILED);

        assertThat(leave.output()).doesNotExist();
        assertThat(leave.printed()).startsWith("the tokens cannot be read: ");
    }

    @Test
    void topicThatIsMissingIsNotAnEmptyExport() throws Exception {
        assertThat(leave.run(settings().with("topics.prefix", "north."))).isEqualTo(Exit.FAILED);

        assertThat(leave.output()).doesNotExist();
    }

    /** Ten kinds of accounts, by the last digit of the number. */
    private void write(int number) {
        Token.Builder token = token(number);
        switch (number % 10) {
            case 0, 1 -> send(number, token);
            case 2 ->
                send(
                        number,
                        token.setKind(TokenKind.PAGE)
                                .setLifetime(Lifetime.NON_EXPIRING)
                                .setExpiresAt(null)
                                .setParentAccount(MAIN + ":1"));
            case 3 -> {
                send(number, token);
                send(number, older(number));
            }
            case 4 -> {
                send(number, older(number));
                send(number, token);
            }
            case 5 -> {
                send(number, token);
                sendNull(number);
            }
            case 6 -> {
                send(number, older(number));
                send(number, gone(token));
                send(number, older(number));
            }
            case 7 -> {
                send(number, gone(token));
                sendNull(number);
                send(number, gone(token));
            }
            case 8 -> send(number, token.setExpiresAt(now.minusMillis(1)));
            default -> send(number, token.setSealedToken(sealed(UNKnowN_KEYS, number)));
        }
    }

    /** What the recipient may have: under the worker's keys, of these apps. */
    private static Map<String, String> live(String... apps) {
        Map<String, String> live = new TreeMap<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            if (i % 10 <= 5 && List.of(apps).contains(app(i))) {
                live.put(account(i), secret(i));
            }
        }
        return live;
    }

    private Map<String, JsonObject> lines() throws Exception {
        Map<String, JsonObject> lines = new TreeMap<>();
        for (String line : Files.readAllLines(leave.output())) {
            JsonObject object = new JsonObject(line);
            assertThat(lines.put(object.getString("account"), object)).isNull();
        }
        return lines;
    }

    private JsonObject line(int number) throws Exception {
        return Objects.requireNonNull(lines().get(account(number)));
    }

    private Map<String, String> opened() throws Exception {
        RecipientOpener opener = new RecipientOpener(RecipientKeys.parse(RECIPIENT), Purpose.EXPORTED_TOKEN);
        Map<String, String> opened = new TreeMap<>();
        for (Map.Entry<String, JsonObject> line : lines().entrySet()) {
            opened.put(line.getKey(), opener.open(line.getKey(), line.getValue().getString("token")));
        }
        return opened;
    }

    private TestSettings settings() {
        return TestSettings.running(kafka.bootstrapServers(), 3, URI.create("http://127.0.0.1:1"))
                .with("leave.recipient.keys", RecipientKeys.publicPart(RECIPIENT));
    }

    private void send(int number, Token.Builder token) {
        var unused = producer.send(Topics.TOKENS.record(account(number), token.build()));
    }

    private void sendNull(int number) {
        var unused = producer.send(Topics.TOKENS.record(account(number), null));
    }

    private Token.Builder token(int number) {
        return Token.newBuilder()
                .setApp(app(number))
                .setProvider("threads")
                .setAccountId(Integer.toString(number))
                .setKind(TokenKind.USER)
                .setClient("7")
                .setState(TokenState.LIVE)
                .setSealedToken(sealed(TestSettings.TOKENS_KEYS, number))
                .setLifetime(Lifetime.LONG_LIVED)
                .setScopes(List.of("threads_basic"))
                .setAuthorizedAt(now)
                .setOrderedAt(now)
                .setSequence(4)
                .setIssuedAt(now.minus(Duration.ofDays(30)))
                .setExpiresAt(now.plus(Duration.ofDays(30)))
                .setDisplayName("person-" + number);
    }

    private Token.Builder older(int number) {
        return token(number)
                .setSequence(3)
                .setSealedToken(new Sealer(KeySet.parse(TestSettings.TOKENS_KEYS), Purpose.ACCESS_TOKEN)
                        .seal(account(number), "older-secret-of-account"));
    }

    private static Token.Builder gone(Token.Builder token) {
        return token.setState(TokenState.GONE)
                .setGoneReason(GoneReason.DISCONNECTED)
                .setSealedToken(null);
    }

    private static String sealed(String keys, int number) {
        return new Sealer(KeySet.parse(keys), Purpose.ACCESS_TOKEN).seal(account(number), secret(number));
    }

    private static String secret(int number) {
        return "secret-of-account-" + number;
    }

    private static String account(int number) {
        return app(number) + ":" + number;
    }

    private static String app(int number) {
        return number % 3 == 0 ? OTHER : MAIN;
    }

    private static String inside(String keySet) {
        return keySet.substring(keySet.indexOf('[') + 1, keySet.lastIndexOf(']'));
    }
}
