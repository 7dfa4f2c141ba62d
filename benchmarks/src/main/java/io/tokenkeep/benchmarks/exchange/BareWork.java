package io.tokenkeep.benchmarks.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * exchange-worker's work for one code without its guarantees: the same calls, seals and records. Runs with Vert.x 4
 * and 5 and with every Kafka client since 3.9, because peers have their own versions.
 */
public final class BareWork {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WebClient client;
    private final Producer<byte[], byte[]> producer;
    private final String app;
    private final String graph;
    private final String clientId;
    private final String secret;
    private final Opener codes;
    private final Sealer answers;
    private final Sealer tokens;

    /** @param client follows no redirects and has connections for all calls in flight */
    public BareWork(WebClient client, Properties settings, Producer<byte[], byte[]> producer) {
        this.client = client;
        this.producer = producer;
        this.app = settings.getProperty("apps");
        String prefix = "apps." + app + ".";
        this.graph = settings.getProperty(prefix + "api.url");
        this.clientId = settings.getProperty(prefix + "client.id");
        this.secret = settings.getProperty(prefix + "client.secrets");
        KeySet tokenKeys = KeySet.parse(settings.getProperty("tokens.keys"));
        this.codes = new Opener(KeySet.parse(settings.getProperty("codes.keys")), Purpose.AUTHORIZATION_CODE);
        this.answers = new Sealer(tokenKeys, Purpose.PROVIDER_ANSWER);
        this.tokens = new Sealer(tokenKeys, Purpose.ACCESS_TOKEN);
    }

    /** Does the work of a record of {@code authorization-codes}. */
    public Future<Void> exchange(ConsumerRecord<byte[], byte[]> record) {
        try {
            return exchange(
                    Topics.AUTHORIZATION_CODES.codec().decode(record.value()),
                    Instant.ofEpochMilli(record.timestamp()));
        } catch (UnreadableRecordException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Void> exchange(AuthorizationCode code, Instant orderedAt) {
        String id = code.getAuthorizationId();
        String plain;
        try {
            plain = codes.open(id, code.getSealedCode());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("client_id", clientId)
                .add("client_secret", secret)
                .add("grant_type", "authorization_code")
                .add("redirect_uri", code.getRedirectUri())
                .add("code", plain);
        return client.requestAbs(HttpMethod.POST, graph + "/oauth/access_token")
                .sendForm(form)
                .compose(response -> answered(code, orderedAt, json(response)));
    }

    private Future<Void> answered(AuthorizationCode code, Instant orderedAt, JsonNode answer) {
        Instant now = Instant.now();
        String id = code.getAuthorizationId();
        String shortLived = answer.path("access_token").textValue();
        String account = answer.path("user_id").asText();
        send(Topics.AUTHORIZATION_PROGRESS.record(
                id,
                AuthorizationProgress.newBuilder()
                        .setAuthorizationId(id)
                        .setApp(app)
                        .setSealedAnswer(answers.seal(id, answer.toString()))
                        .setAnsweredAt(now)
                        .setOrderedAt(orderedAt)
                        .build()));
        Future<JsonNode> upgrade = client.requestAbs(HttpMethod.GET, graph + "/access_token")
                .addQueryParam("grant_type", "th_exchange_token")
                .addQueryParam("client_secret", secret)
                .addQueryParam("access_token", shortLived)
                .send()
                .map(BareWork::json);
        Future<JsonNode> me = client.requestAbs(HttpMethod.GET, graph + "/v1.0/me")
                .addQueryParam("fields", "id,username,name")
                .addQueryParam("access_token", shortLived)
                .send()
                .map(BareWork::json);
        return upgrade.compose(issued -> me.map(profile -> {
            publish(code, orderedAt, account, issued, profile);
            return null;
        }));
    }

    private void publish(AuthorizationCode code, Instant orderedAt, String account, JsonNode issued, JsonNode profile) {
        Instant now = Instant.now();
        String id = code.getAuthorizationId();
        String key = new AccountKey(app, account).toString();
        String name = profile.path("username").textValue();
        send(Topics.TOKENS.record(
                key,
                Token.newBuilder()
                        .setApp(app)
                        .setAccountId(account)
                        .setKind(TokenKind.USER)
                        .setClient(code.getClient())
                        .setState(TokenState.LIVE)
                        .setSealedToken(
                                tokens.seal(key, issued.path("access_token").textValue()))
                        .setLifetime(Lifetime.LONG_LIVED)
                        .setAuthorizationId(id)
                        .setAuthorizedAt(orderedAt)
                        .setOrderedAt(orderedAt)
                        .setSequence(0L)
                        .setIssuedAt(now)
                        .setExpiresAt(now.plusSeconds(issued.path("expires_in").asLong()))
                        .setRefreshableAt(now.plus(Duration.ofDays(1)))
                        .setDataAccessExpiresAt(now.plus(Duration.ofDays(90)))
                        .setDisplayName(name)
                        .build()));
        send(Topics.AUTHORIZATION_OUTCOMES.record(
                id,
                AuthorizationOutcome.newBuilder()
                        .setAuthorizationId(id)
                        .setApp(app)
                        .setClient(code.getClient())
                        .setState(AuthorizationState.CONNECTED)
                        .setReason(AuthorizationReason.NONE)
                        .setAccounts(List.of(ConnectedAccount.newBuilder()
                                .setAccount(key)
                                .setKind(TokenKind.USER)
                                .setDisplayName(name)
                                .build()))
                        .setDecidedAt(now)
                        .build()));
        send(Topics.AUTHORIZATION_PROGRESS.record(id, null));
    }

    /** Sends without waiting for the acknowledgement, so a record may be lost. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        java.util.concurrent.Future<RecordMetadata> unused = producer.send(record);
    }

    private static JsonNode json(HttpResponse<Buffer> response) {
        try {
            return MAPPER.readTree(response.bodyAsString());
        } catch (Exception e) {
            throw new IllegalStateException("no JSON", e);
        }
    }
}
