package io.tokenkeep.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.tokenkeep.simulator.signing.SignedRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that Meta signed and somebody else sends: again, elsewhere, too late, or made for another purpose. */
class MetaReplayTest extends MetaFixture {

    @BeforeEach
    void haveReadAll() {
        stores.deletions().nowCaughtUp();
    }

    @ParameterizedTest
    @CsvSource({DEAUTHORIZE + ", 1", DELETE + ", 2"})
    void replayIsAnsweredAndNotWrittenAgain(String path, int records) {
        List<String> answers = IntStream.range(0, 20)
                .mapToObj(i -> call(path, signed(USER)))
                .map(HttpResponse::body)
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(kafka.topics()).hasSize(records);
        assertThat(count("accepted")).isEqualTo(1);
        assertThat(count("repeated")).isEqualTo(19);
    }

    @Test
    void callsAtTheSameTimeAreWrittenOnce() {
        Promise<Void> acknowledged = Promise.promise();
        kafka.nextAnswer(acknowledged.future());
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> call(DEAUTHORIZE, signed(USER)));
        await().until(() -> kafka.topics().size() == 1);
        CompletableFuture<HttpResponse<String>> second =
                CompletableFuture.supplyAsync(() -> call(DEAUTHORIZE, signed(USER)));
        acknowledged.complete();

        assertThat(Stream.of(first, second).map(answer -> answer.join().statusCode()))
                .containsExactly(200, 200);
        assertThat(kafka.topics()).hasSize(1);
    }

    @Test
    void callThatWasNotWrittenIsWrittenWhenItComesAgain() {
        kafka.nextAnswer(Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.SILENT)));
        assertThat(call(DEAUTHORIZE, signed(USER)).statusCode()).isEqualTo(503);

        assertThat(call(DEAUTHORIZE, signed(USER)).statusCode()).isEqualTo(200);

        assertThat(kafka.commands()).hasSize(2);
    }

    @Test
    void textOfADeletionWritesNothingMoreAtTheAddressForRemovals() {
        call(DELETE, signed(USER));

        assertThat(call(DEAUTHORIZE, signed(USER)).statusCode()).isEqualTo(200);

        assertThat(kafka.commands())
                .extracting(AccountCommand::getKind)
                .containsExactly(AccountCommandKind.DELETE_DATA);
    }

    /** Meta may sign both within one second, and then they are one text: the deletion must not be lost. */
    @Test
    void deletionInTheSameSecondAsTheRemovalIsTaken() {
        call(DEAUTHORIZE, signed(USER));

        assertThat(call(DELETE, signed(USER)).statusCode()).isEqualTo(200);

        assertThat(kafka.commands())
                .extracting(AccountCommand::getKind)
                .containsExactly(AccountCommandKind.DEAUTHORIZED, AccountCommandKind.DELETE_DATA);
    }

    @ParameterizedTest
    @CsvSource({"P7D, 200", "P7DT1S, 403", "-PT1H, 200", "-PT1H1S, 403"})
    void ageIsBoundedBothWaysByDefault(Duration age, int status) {
        clock.set(ISSUED.plus(age));

        assertThat(call(DELETE, signed(USER)).statusCode()).isEqualTo(status);
        assertThat(count("stale")).isEqualTo(status == 403 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "oauth_token", "access_token"})
    void textMadeForAnotherPurposeIsRefused(String field) {
        String payload = payload(USER, "HMAC-SHA256").replace("}", ",\"" + field + "\":\"AQB-secret\"}");

        HttpResponse<String> answer = call(DELETE, SignedRequest.of(payload, SECRET));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("AQB-secret");
        assertThat(count("purpose")).isEqualTo(1);
        assertThat(kafka.topics()).isEmpty();
    }

    @Test
    void fieldThatMetaDocumentsForDeletionsIsNoOtherPurpose() {
        String payload = payload(USER, "HMAC-SHA256").replace("}", ",\"expires\":1291840400}");

        assertThat(call(DELETE, SignedRequest.of(payload, SECRET)).statusCode()).isEqualTo(200);
    }
}
