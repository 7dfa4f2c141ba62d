package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.StableHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a command and remembers that it is in flight. The command's id is a pure function of the account's history. */
final class Commands {

    private static final Duration REVOCATION = Duration.ofMinutes(1);

    private final RefreshPolicy policy;

    Commands(RefreshPolicy policy) {
        this.policy = policy;
    }

    /** Commands PUBLISH of the current token, in its rank. */
    void publish(AccountUpdate update, Account account, Instant plannedAt) {
        PublishForm form = account.live() ? PublishForm.TOKEN : PublishForm.GONE;
        give(update, account, new Wanted(CommandKind.PUBLISH, form, plannedAt, List.of()), account.current());
    }

    /** Commands PUBLISH of a null, which removes the GONE after a data deletion. */
    void remove(AccountUpdate update, Account account, Instant plannedAt) {
        give(
                update,
                account,
                new Wanted(CommandKind.PUBLISH, PublishForm.NULL, plannedAt, List.of()),
                account.current());
    }

    /** Commands a call of the provider about the token. {@code requests}: the account commands that the answer ends. */
    void ask(AccountUpdate update, Account account, CommandKind kind, Instant plannedAt, List<String> requests) {
        give(update, account, new Wanted(kind, null, plannedAt, requests), account.asked());
    }

    /** Commands REVOKE of the grant behind an ended token. */
    void revoke(AccountUpdate update, Account account, Token about, Instant plannedAt) {
        give(update, account, new Wanted(CommandKind.REVOKE, null, plannedAt, List.of()), about);
    }

    /** A late revocation would also revoke what the person granted before it was executed. */
    private Duration lifetime(CommandKind kind) {
        Duration most = policy.config().answers().commandLifetime();
        return kind == CommandKind.REVOKE && most.compareTo(REVOCATION) > 0 ? REVOCATION : most;
    }

    private record Wanted(CommandKind kind, @Nullable PublishForm form, Instant plannedAt, List<String> requests) {}

    private void give(AccountUpdate update, Account account, Wanted wanted, Token about) {
        Instant now = update.now();
        String id = StableHash.name("command " + update.key() + ' '
                + account.life() + ' '
                + account.books().commands());
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
                id,
                wanted.kind(),
                wanted.form(),
                wanted.plannedAt(),
                now.plus(policy.answerWithin(silent)),
                false,
                wanted.requests()));
    }
}
