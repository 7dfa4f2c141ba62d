package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.StableHash;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives a command and remembers that it is in flight. Its name is a pure function of the account's history. */
final class Commands {

    private static final Duration REVOCATION = Duration.ofMinutes(1);

    private final RefreshPolicy policy;

    Commands(RefreshPolicy policy) {
        this.policy = policy;
    }

    /** Has the current token put on {@code tokens}, in the rank it has. */
    void publish(AccountUpdate update, Account account, Instant plannedAt) {
        PublishForm form = account.live() ? PublishForm.TOKEN : PublishForm.GONE;
        give(update, account, new Wanted(CommandKind.PUBLISH, form, plannedAt), account.current());
    }

    /** Has a GONE after a data deletion removed. */
    void remove(AccountUpdate update, Account account, Instant plannedAt) {
        give(update, account, new Wanted(CommandKind.PUBLISH, PublishForm.NULL, plannedAt), account.current());
    }

    /** Asks the provider about the token. */
    void ask(AccountUpdate update, Account account, CommandKind kind, Instant plannedAt) {
        give(update, account, new Wanted(kind, null, plannedAt), account.asked());
    }

    /** Has the grant behind a token that was given up taken back. */
    void revoke(AccountUpdate update, Account account, Token about, Instant plannedAt) {
        give(update, account, new Wanted(CommandKind.REVOKE, null, plannedAt), about);
    }

    /** A revocation takes along whatever the person grants before it is carried out. */
    private Duration lifetime(CommandKind kind) {
        Duration most = policy.timing().commandLifetime();
        return kind == CommandKind.REVOKE && most.compareTo(REVOCATION) > 0 ? REVOCATION : most;
    }

    private record Wanted(CommandKind kind, @Nullable PublishForm form, Instant plannedAt) {}

    private void give(AccountUpdate update, Account account, Wanted wanted, Token about) {
        Instant now = update.now();
        String id = StableHash.name("command " + update.key() + ' '
                + account.current().getOrderedAt().toEpochMilli() + ' ' + account.commands());
        boolean published = wanted.kind() == CommandKind.PUBLISH;
        int silent = account.failures().silent();
        update.send(RefreshCommand.newBuilder()
                .setCommandId(id)
                .setAccount(update.key())
                .setKind(wanted.kind())
                .setPublishForm(wanted.form())
                .setToken(published ? Token.newBuilder(about).setCommandId(id).build() : about)
                .setIssuedAt(now)
                .setNotAfter(now.plus(lifetime(wanted.kind())))
                .build());
        account.commanded(new InFlight(
                id, wanted.kind(), wanted.form(), wanted.plannedAt(), now.plus(policy.answerWithin(silent)), false));
    }
}
