package io.tokenkeep.exchange.imports;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenImport;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.exchange.records.Scopes;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The records that the import lane publishes. Thread-safe. */
final class ImportRecords {

    private final Sealer tokens;
    private final ClientChoice clients;
    private final InstantSource clock;

    ImportRecords(Sealer tokens, ClientChoice clients, InstantSource clock) {
        this.tokens = tokens;
        this.clients = clients;
        this.clock = clock;
    }

    /** Whether tokens may be made, as {@link ClientChoice#isReady} says. */
    boolean knowsClients() {
        return clients.isReady();
    }

    static String account(App app, Finding.Usable found) {
        return new AccountKey(app.name(), found.profile().accountId()).toString();
    }

    /** Asks refresh-worker to take the token, if nothing is known of its account. */
    ProducerRecord<byte[], byte[]> handOver(TokenImport row, App app, Finding.Usable found) {
        Instant now = clock.instant();
        AccountCommand command = AccountCommand.newBuilder()
                .setRequestId(row.getRowId())
                .setAccount(account(app, found))
                .setKind(AccountCommandKind.IMPORT)
                .setRequestedAt(now)
                .setToken(token(row, app, found, now))
                .build();
        return Topics.ACCOUNT_COMMANDS.record(command.getAccount(), command);
    }

    private Token token(TokenImport row, App app, Finding.Usable found, Instant now) {
        AppConfig config = app.config();
        LongLived issued = found.issued();
        Profile profile = found.profile();
        boolean page = found.kind() == TokenKind.PAGE;
        boolean extendable = issued.expiresIn() != null && !page;
        Rank rank = Rank.ofImport();
        return Token.newBuilder()
                .setApp(app.name())
                .setProvider(config.provider().id())
                .setAccountId(profile.accountId())
                .setAliases(profile.aliases())
                .setKind(found.kind())
                .setClient(client(row, app, found))
                .setState(TokenState.LIVE)
                .setSealedToken(tokens.seal(account(app, found), issued.token().reveal()))
                .setLifetime(issued.expiresIn() == null ? Lifetime.NON_EXPIRING : Lifetime.LONG_LIVED)
                .setScopes(issued.scopes())
                .setMissingScopes(
                        page ? List.of() : Scopes.missing(config.consent().scopes(), issued.scopes()))
                .setAuthorizedAt(rank.orderedAt())
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setIssuedAt(now)
                .setExpiresAt(issued.expiresAt(now))
                .setRefreshableAt(extendable ? now.plus(config.limits().refreshMinimumAge()) : null)
                .setDataAccessExpiresAt(app.dataAccessExpiresAt(issued, now))
                .setDisplayName(profile.displayName())
                .build();
    }

    private @Nullable String client(TokenImport row, App app, Finding.Usable found) {
        Profile profile = found.profile();
        return found.kind() == TokenKind.PAGE
                ? clients.ofPage(app.name(), profile.accountId(), row.getClient())
                : clients.ofPerson(app.name(), profile, profile.aliases(), row.getClient());
    }

    ProducerRecord<byte[], byte[]> handedOver(TokenImport row, String account, boolean upgraded) {
        return record(row, ImportState.HANDED_OVER, ImportReason.NONE, account, upgraded);
    }

    ProducerRecord<byte[], byte[]> waiting(TokenImport row, ImportReason reason) {
        return record(row, ImportState.WAITING, reason, null, false);
    }

    ProducerRecord<byte[], byte[]> refused(TokenImport row, ImportReason reason) {
        return record(row, ImportState.REFUSED, reason, null, false);
    }

    private ProducerRecord<byte[], byte[]> record(
            TokenImport row, ImportState state, ImportReason reason, @Nullable String account, boolean upgraded) {
        return Topics.IMPORT_OUTCOMES.record(
                row.getRowId(),
                ImportOutcome.newBuilder()
                        .setRowId(row.getRowId())
                        .setImportId(row.getImportId())
                        .setRow(row.getRow())
                        .setState(state)
                        .setReason(reason)
                        .setAccount(account)
                        .setUpgraded(upgraded)
                        .setDecidedAt(clock.instant())
                        .build());
    }
}
