package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.redirectUri;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Accounts that have a token, commands about them as refresh-worker sends them, and the answers. */
final class Commands {

    private final ExchangeBench bench;
    private final AtomicInteger counter = new AtomicInteger();

    /** An account with its token at the provider and on the topic. */
    record Account(String key, String username, String secret, Token token) {}

    Commands(ExchangeBench bench) {
        this.bench = bench;
    }

    Account account(String app) {
        return account(app, TestSettings.TOKENS_KEYS);
    }

    Account account(String app, String tokensKeys) {
        String clientId = app.equals(TestSettings.OTHER) ? TestSettings.OTHER_ID : TestSettings.MAIN_ID;
        String known = app.equals(TestSettings.OTHER) ? TestSettings.OTHER : TestSettings.MAIN;
        String username = "holder-" + counter.incrementAndGet();
        String code = bench.simulator().grant(clientId, redirectUri(known), username, Set.of("threads_basic"));
        var tokens = bench.simulator().tokens();
        IssuedToken issued = tokens.upgrade(
                tokens.issueFor(bench.simulator().codes().find(code).orElseThrow()));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String key = app + ":" + issued.person().idText();
        Sealer sealer = new Sealer(KeySet.parse(tokensKeys), Purpose.ACCESS_TOKEN);
        Token token = Token.newBuilder()
                .setApp(app)
                .setAccountId(issued.person().idText())
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setSealedToken(sealer.seal(key, issued.value()))
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(now)
                .setOrderedAt(now)
                .setSequence(4)
                .setIssuedAt(now.minus(Duration.ofDays(30)))
                .setExpiresAt(now.plus(Duration.ofDays(30)))
                .setRefreshableAt(now.minus(Duration.ofDays(29)))
                .setDisplayName(username)
                .build();
        return new Account(key, username, issued.value(), token);
    }

    RefreshCommand.Builder command(CommandKind kind, Account account) {
        return command(kind, account.key(), account.token());
    }

    RefreshCommand.Builder command(CommandKind kind, String key, Token token) {
        Instant now = Instant.now();
        return RefreshCommand.newBuilder()
                .setCommandId("command-" + counter.incrementAndGet())
                .setAccount(key)
                .setKind(kind)
                .setToken(token)
                .setIssuedAt(now)
                .setNotAfter(now.plus(Duration.ofMinutes(10)));
    }

    RefreshCommand publish(PublishForm form, Account account, Token token) throws Exception {
        return send(command(CommandKind.PUBLISH, account.key(), token).setPublishForm(form));
    }

    RefreshCommand send(RefreshCommand.Builder builder) throws Exception {
        RefreshCommand command = builder.build();
        bench.send(Topics.REFRESH_COMMANDS.record(command.getAccount(), command));
        return command;
    }

    /** The outcome that answers a command, which is waited for. */
    RefreshOutcome outcome(RefreshCommand command) {
        var found = bench.tail(Topics.REFRESH_OUTCOMES.name()).await(record -> command.getCommandId()
                .equals(Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, record))
                        .getCommandId()));
        return Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, found));
    }

    /** The token that answers a command, which is waited for. */
    Token published(RefreshCommand command) {
        var found = bench.tail(Topics.TOKENS.name()).await(record -> {
            Token token = TopicTail.value(Topics.TOKENS, record);
            return token != null && command.getCommandId().equals(token.getCommandId());
        });
        return Objects.requireNonNull(TopicTail.value(Topics.TOKENS, found));
    }

    /** Everything on {@code tokens} about an account so far. */
    List<@Nullable Token> tokens(Account account) {
        return bench.tail(Topics.TOKENS.name()).records().stream()
                .filter(record -> TopicTail.hasKey(record, account.key()))
                .<@Nullable Token>map(record -> TopicTail.value(Topics.TOKENS, record))
                .toList();
    }

    /** How often the provider was asked with the account's token. */
    int uses(Account account) {
        return bench.simulator().tokens().find(account.secret()).orElseThrow().uses();
    }
}
