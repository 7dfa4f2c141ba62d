package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The grant of a refused consent is revoked at the provider when its day is over, and only if nothing lives on it. */
class RefusedGrantIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String FACEBOOK = "facebook-main";

    private static Playground playground;
    private static ConsoleClient console;
    private static WholeWay way;

    @BeforeAll
    static void start() throws Exception {
        playground = Playground.start(null, null);
        console = ConsoleClient.of(playground);
        way = new WholeWay(playground);
    }

    @AfterAll
    static void stop() {
        if (playground != null) {
            playground.close();
        }
    }

    @Test
    void grantOnWhichNothingLivesIsRevoked() throws Exception {
        HeldConsent refused = refuse("gil_refused");
        assertThat(living("gil_refused")).isNotEmpty();
        List<String> statuses = playground.keysOn(Topics.ACCOUNT_STATUS.name());

        endTheDay(refused);

        await().atMost(LIMIT).until(() -> living("gil_refused").isEmpty());
        await().atMost(LIMIT).until(() -> held(refused.getAccount()) == null);
        assertThat(playground.keysOn(Topics.TOKENS.name())).doesNotContain(refused.getAccount());
        assertThat(playground.keysOn(Topics.ACCOUNT_STATUS.name())).isEqualTo(statuses);
    }

    @Test
    void grantOnWhichAnotherConsentLivesIsKept() throws Exception {
        way.connects(MetaDescriptions.FACEBOOK, "hal_lives");
        HeldConsent refused = refuse("hal_lives");

        endTheDay(refused);

        await().atMost(LIMIT).until(() -> questions() > 0);
        assertThat(held(refused.getAccount())).isNull();
        assertThat(way.tokenOf(MetaDescriptions.FACEBOOK, "hal_lives")).isNotNull();
        assertThat(living("hal_lives")).isNotEmpty();
    }

    /** Has somebody consent by a link for a Page that they do not have. */
    private static HeldConsent refuse(String username) throws Exception {
        JsonObject expected =
                new JsonObject().put("app", FACEBOOK).put("kind", "PAGE").put("value", "999000111");
        JsonObject link = console.awaitLink(new JsonObject()
                .put("apps", new JsonArray().add(FACEBOOK))
                .put("expected", new JsonArray().add(expected)));
        new LinkVisitor(username).connect(URI.create(link.getString("url")), FACEBOOK);
        String account = FACEBOOK + ":" + way.person(username).idText();
        HeldConsent refused = await().alias("the refused consent of " + account)
                .atMost(LIMIT)
                .until(() -> held(account), one -> one != null);
        assertThat(refused.getState()).isEqualTo(HeldState.TO_BE_REVOKED);
        assertThat(refused.getUntil()).isAfter(Instant.now().plus(Duration.ofHours(23)));
        return refused;
    }

    private static void endTheDay(HeldConsent refused) throws Exception {
        HeldConsent over = HeldConsent.newBuilder(refused)
                .setUntil(Instant.now().minus(Duration.ofMinutes(1)))
                .build();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(Topics.HELD_CONSENTS.record(over.getAuthorizationId(), over))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** The REVOKE_UNUSED commands after which refresh-worker has nothing revoked. */
    private static double questions() {
        return playground
                .started()
                .metrics()
                .registry()
                .find("tokenkeep.refresh.account.commands")
                .tags("kind", "revoke_unused", "followed", "false")
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static List<IssuedToken> living(String username) {
        var simulator = playground.simulator();
        return simulator
                .tokens()
                .of(
                        SimulatedApp.of(MetaDescriptions.FACEBOOK).clientId(),
                        way.person(username).id())
                .stream()
                .filter(token -> simulator.tokens().alive(token.value()))
                .toList();
    }

    /** What is held of an account's consent; null for nothing. */
    private static @Nullable HeldConsent held(String account) {
        Map<String, HeldConsent> last = new HashMap<>();
        playground.readAll(Topics.HELD_CONSENTS.name(), (id, value) -> {
            if (value == null) {
                last.remove(id);
            } else {
                last.put(id, decoded(value));
            }
        });
        return last.values().stream()
                .filter(held -> held.getAccount().equals(account))
                .findFirst()
                .orElse(null);
    }

    private static HeldConsent decoded(byte[] value) {
        try {
            return Topics.HELD_CONSENTS.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable held consent", e);
        }
    }

    private static String bootstrapServers() {
        return playground.started().kafka().bootstrapServers();
    }
}
