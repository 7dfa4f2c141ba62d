package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.redirectUri;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** People who consent at the simulator, and what becomes of their consents on the topics. */
public final class Grants {

    private final ExchangeBench bench;
    private final AtomicInteger people = new AtomicInteger();

    /** One consent of one person. */
    public record Grant(String id, String app, String username, String code) {}

    public Grants(ExchangeBench bench) {
        this.bench = bench;
    }

    /** Somebody new consents; nothing is on a topic yet. */
    public Grant grant(String app) {
        return grant(app, app.equals(TestSettings.MAIN) ? TestSettings.MAIN_ID : TestSettings.OTHER_ID);
    }

    /** For an app that the worker has under another name than the test has. */
    public Grant grant(String app, String clientId) {
        String known = clientId.equals(TestSettings.MAIN_ID) ? TestSettings.MAIN : TestSettings.OTHER;
        String username = "person-" + people.incrementAndGet();
        String code = bench.simulator().grant(clientId, redirectUri(known), username, Set.of("threads_basic"));
        return new Grant(AuthorizationId.of(username.getBytes(StandardCharsets.UTF_8), code), app, username, code);
    }

    /** As callback-service does. */
    public RecordMetadata publish(Grant grant) throws Exception {
        return publish(grant, TestSettings.CODES_KEYS);
    }

    public RecordMetadata publish(Grant grant, String codesKeys) throws Exception {
        return bench.send(Topics.AUTHORIZATION_CODES.record(
                grant.id(), record(grant, codesKeys).build()));
    }

    /** Consents by a connect link and publishes. */
    public Grant consentBy(String link, String app) throws Exception {
        return consent(app, code -> code.setLink(link));
    }

    /** Consents by a connect link that console-service made for no client, and publishes. */
    public Grant consentByConsole(String linkId, String app) throws Exception {
        return consent(app, code -> code.setConnectLink(linkId).setClient(null));
    }

    /** Publishes a code that was got under another redirect URI than the record says, as a swapped code is. */
    public Grant foreignCode(String link, String app) throws Exception {
        return consent(app, code -> code.setLink(link).setRedirectUri("http://localhost:8080/callback/elsewhere"));
    }

    private Grant consent(String app, UnaryOperator<AuthorizationCode.Builder> change) throws Exception {
        Grant grant = grant(app);
        AuthorizationCode.Builder code = change.apply(record(grant, TestSettings.CODES_KEYS));
        bench.send(Topics.AUTHORIZATION_CODES.record(grant.id(), code.build()));
        return grant;
    }

    private AuthorizationCode.Builder record(Grant grant, String codesKeys) {
        String redirected =
                bench.simulator().codes().find(grant.code()).orElseThrow().redirectUri();
        return AuthorizationCode.newBuilder()
                .setAuthorizationId(grant.id())
                .setApp(grant.app())
                .setClient("client-of-" + grant.username())
                .setSealedCode(
                        new Sealer(KeySet.parse(codesKeys), Purpose.AUTHORIZATION_CODE).seal(grant.id(), grant.code()))
                .setRedirectUri(redirected)
                .setReceivedAt(Instant.now());
    }

    /** Consents and publishes. */
    public Grant consent(String app) throws Exception {
        Grant grant = grant(app);
        publish(grant);
        return grant;
    }

    /** The first outcome of this kind, which is waited for. */
    public AuthorizationOutcome await(Grant grant, AuthorizationState state) {
        return outcome(bench.tail(Topics.AUTHORIZATION_OUTCOMES.name())
                .await(record ->
                        TopicTail.hasKey(record, grant.id()) && outcome(record).getState() == state));
    }

    /** Everything said about a consent so far. */
    public List<AuthorizationOutcome> outcomes(Grant grant) {
        return bench.tail(Topics.AUTHORIZATION_OUTCOMES.name()).records().stream()
                .filter(record -> TopicTail.hasKey(record, grant.id()))
                .map(Grants::outcome)
                .toList();
    }

    /** How the provider answered each time the code was presented. */
    public List<Result> presentations(Grant grant) {
        return atProvider(grant).presentations().stream()
                .map(presentation -> presentation.result())
                .toList();
    }

    public GrantedCode atProvider(Grant grant) {
        return bench.simulator().codes().find(grant.code()).orElseThrow();
    }

    private static AuthorizationOutcome outcome(ConsumerRecord<byte[], byte[]> record) {
        return Objects.requireNonNull(TopicTail.value(Topics.AUTHORIZATION_OUTCOMES, record));
    }
}
