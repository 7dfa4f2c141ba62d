package io.tokenkeep.exchange.secret;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshSecretState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.seal.WrongKeyException;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of {@code refresh-secrets}, and opens what they hold. Thread-safe. */
public final class RefreshSecretRecords {

    private final Sealer sealer;
    private final Opener opener;

    /**
     * @param keys the key set that this service alone has
     * @param health notified of texts that do not open
     */
    public RefreshSecretRecords(KeySet keys, Consumer<WrongKeyException> health) {
        this.sealer = new Sealer(keys, Purpose.REFRESH_TOKEN);
        this.opener = new Opener(keys, Purpose.REFRESH_TOKEN, health);
    }

    /**
     * Executes, without sending, all steps between a provider's answer and its checkpoint. A process that dies between them loses
     * the answer, so no step may run there for the first time. This also proves the keys.
     */
    public void selfTest(Instant now) {
        Token token = Token.newBuilder()
                .setApp("self-test")
                .setAccountId("self-test")
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(now)
                .setOrderedAt(now)
                .setSequence(0)
                .build();
        try {
            byte[] written = record(answered(token, Secret.of("self-test"))).value();
            if (!open(Topics.REFRESH_SECRETS.codec().decode(written)).equals(Secret.of("self-test"))) {
                throw new IllegalStateException("A sealed refresh token does not come back as it was");
            }
        } catch (UnreadableRecordException | SealRefusedException e) {
            throw new IllegalStateException("A sealed refresh token cannot be opened again", e);
        }
    }

    /** Seals a refresh token whose account is not known yet, for the progress of its consent. */
    public String seal(String authorizationId, Secret refreshToken) {
        return sealer.seal(authorizationId, refreshToken.reveal());
    }

    /** The first refresh token of a consent, which came with this token. */
    public RefreshSecret first(Token token, String authorizationId, String sealed) throws SealRefusedException {
        String account = account(token);
        return builder(account, Rank.of(token))
                .setState(RefreshSecretState.HELD)
                .setSealedSecret(sealer.seal(account, opener.open(authorizationId, sealed)))
                .build();
    }

    /** The refresh token is about to be presented, and counts as spent from now on. */
    public static RefreshSecret presented(RefreshSecret held, String commandId) {
        return RefreshSecret.newBuilder(held)
                .setState(RefreshSecretState.PRESENTED)
                .setSealedSecret(null)
                .setAnswer(null)
                .setCommandId(commandId)
                .build();
    }

    /** The refresh token was presented, and is surely unspent. */
    public static RefreshSecret unspent(RefreshSecret held) {
        return RefreshSecret.newBuilder(held)
                .setAttempts(held.getAttempts() + 1)
                .setAnswer(null)
                .build();
    }

    /**
     * The answer to a refresh token.
     *
     * @param token the record for {@code tokens} from this answer
     * @param refreshToken the refresh token for the next refresh
     */
    public RefreshSecret answered(Token token, Secret refreshToken) {
        String account = account(token);
        return builder(account, Rank.of(token))
                .setState(RefreshSecretState.HELD)
                .setSealedSecret(sealer.seal(account, refreshToken.reveal()))
                .setCommandId(token.getCommandId())
                .setAnswer(token)
                .build();
    }

    /** Opens the refresh token of a record in the state HELD. */
    public Secret open(RefreshSecret held) throws SealRefusedException {
        return Secret.of(opener.open(held.getAccount(), Objects.requireNonNull(held.getSealedSecret())));
    }

    public static ProducerRecord<byte[], byte[]> record(RefreshSecret secret) {
        return Topics.REFRESH_SECRETS.record(secret.getAccount(), secret);
    }

    public static ProducerRecord<byte[], byte[]> removal(String account) {
        return Topics.REFRESH_SECRETS.record(account, null);
    }

    private static RefreshSecret.Builder builder(String account, Rank rank) {
        return RefreshSecret.newBuilder()
                .setAccount(account)
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setAttempts(0);
    }

    private static String account(Token token) {
        return new AccountKey(token.getApp(), token.getAccountId()).toString();
    }
}
