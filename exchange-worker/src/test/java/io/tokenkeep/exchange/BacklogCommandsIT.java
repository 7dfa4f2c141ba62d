package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.Commands.Account;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an app's rate holds back holds back nothing that needs no call, and no other app. */
class BacklogCommandsIT extends BenchFixture {

    /** Two hundred verifications at one call a second are minutes of work. */
    @Test
    void deletionIsPublishedBeforeWhatStandsForItsAppsRate() throws Exception {
        bench.start(slow());
        List<RefreshCommand> backlog = verifications(200);
        Account deleted = commands.account(MAIN);
        RefreshCommand verify = commands.send(commands.command(CommandKind.VERIFY, deleted)
                .setNotAfter(Instant.now().plusSeconds(2)));

        RefreshCommand gone = commands.publish(PublishForm.GONE, deleted, goneOf(deleted));

        assertThat(commands.published(gone).getState()).isEqualTo(TokenState.GONE);
        assertThat(commands.outcome(verify).getResult()).isEqualTo(RefreshResult.STALE);
        assertThat(answered(backlog)).isLessThan(backlog.size());
    }

    @Test
    void appThatFillsItsPartIsAnsweredWhenToTryAgainAndAnotherAppIsServed() throws Exception {
        bench.start(slow().with("commands.concurrency", "4").with("commands.waiting.limit", "40"));
        List<RefreshCommand> many = verifications(100);

        RefreshCommand healthy = commands.send(commands.command(CommandKind.VERIFY, commands.account(OTHER)));

        assertThat(commands.outcome(healthy).getResult()).isEqualTo(RefreshResult.VERIFIED);
        RefreshOutcome last = commands.outcome(many.get(many.size() - 1));
        assertThat(last.getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(last.getFailureClass()).isEqualTo(FailureClass.RATE_LIMITED);
        assertThat(last.getTryAgainAt()).isAfter(last.getDecidedAt());
    }

    private TestSettings slow() {
        return bench.settings().with("apps." + MAIN + ".requests.per.second", "1");
    }

    private List<RefreshCommand> verifications(int count) throws Exception {
        List<RefreshCommand> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(commands.send(commands.command(CommandKind.VERIFY, commands.account(MAIN))));
        }
        return sent;
    }

    private static Token goneOf(Account account) {
        return Token.newBuilder(account.token())
                .setState(TokenState.GONE)
                .setGoneReason(GoneReason.DATA_DELETED)
                .build();
    }

    private long answered(List<RefreshCommand> sent) {
        List<String> ids = bench.tail(Topics.REFRESH_OUTCOMES.name()).records().stream()
                .map(record -> Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, record))
                        .getCommandId())
                .toList();
        return sent.stream()
                .filter(command -> ids.contains(command.getCommandId()))
                .count();
    }
}
