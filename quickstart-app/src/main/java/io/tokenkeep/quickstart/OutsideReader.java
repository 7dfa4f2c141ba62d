package io.tokenkeep.quickstart;

import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of {@code tokens} as a user would write it. It holds the current token of each account, opens it with its
 * own copy of the keys, and asks the provider whose token it is. Any thread may read the counts.
 */
final class OutsideReader implements TopicReader.View {

    static final List<String> TOPICS = List.of(Topics.TOKENS.name(), Topics.REFRESH_OUTCOMES.name());

    private static final Duration CALL = Duration.ofSeconds(5);

    private final Opener opener;
    private final URI simulator;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CALL).build();
    private final Map<String, TokenFold> held = new ConcurrentHashMap<>();
    private final Tally tally = new Tally();

    OutsideReader(Opener opener, URI simulator) {
        this.opener = opener;
        this.simulator = simulator;
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        String account = new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        if (record.topic().equals(Topics.REFRESH_OUTCOMES.name())) {
            verified(account, value);
            return;
        }
        Token read = value == null ? null : Topics.TOKENS.codec().decode(value);
        TokenFold now = TokenFold.fold(held.get(account), read, record.offset());
        if (now == null) {
            held.remove(account);
            return;
        }
        held.put(account, now);
        // An older record changes nothing, so there is no new token to try.
        if (now.offset() == record.offset()) {
            tally.add(account, now.token(), works(account, now.token()));
        }
    }

    private void verified(String account, byte @Nullable [] value) throws UnreadableRecordException {
        if (value != null && Topics.REFRESH_OUTCOMES.codec().decode(value).getResult() == RefreshResult.VERIFIED) {
            tally.verified(account);
        }
    }

    /** The current token of an account, among the records read so far. */
    Optional<Token> held(String account) {
        return Optional.ofNullable(held.get(account)).map(TokenFold::token);
    }

    /** The accounts that have a token, among the records read so far. */
    Set<String> accounts() {
        return Set.copyOf(held.keySet());
    }

    /** The token in clear, opened with the key set. */
    String open(String account, Token token) throws SealRefusedException {
        return opener.open(account, String.valueOf(token.getSealedToken()));
    }

    private boolean works(String account, Token token) {
        if (token.getState() != TokenState.LIVE) {
            return false;
        }
        try {
            String accessToken = open(account, token);
            SimulatedApp app = SimulatedApp.of(MetaDescriptions.of(token.getProvider()));
            String id = app.provider().equals(MetaDescriptions.INSTAGRAM) ? "user_id" : "id";
            URI me = URI.create(app.graph(simulator) + "/v1.0/me?fields=" + id + "&access_token="
                    + URLEncoder.encode(accessToken, StandardCharsets.UTF_8));
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(me).timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains(token.getAccountId());
        } catch (SealRefusedException | IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
