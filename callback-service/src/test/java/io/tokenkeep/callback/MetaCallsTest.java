package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.callback.deletion.FakeDeletions;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.simulator.signing.SignedRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Meta's calls over HTTP. */
class MetaCallsTest extends MetaFixture {

    @Test
    void removalIsTakenOnceKafkaHasItsCommand() {
        Promise<Void> acknowledged = Promise.promise();
        kafka.nextAnswer(acknowledged.future());

        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> call(DEAUTHORIZE, signed(USER)));
        await().until(() -> kafka.topics().size() == 1);
        assertThat(answer).isNotDone();
        acknowledged.complete();

        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(kafka.topics()).containsExactly("account-commands");
        assertThat(kafka.keys()).containsExactly("threads-main:" + USER);
        AccountCommand command = kafka.commands().get(0);
        assertThat(command.getKind()).isEqualTo(AccountCommandKind.DEAUTHORIZED);
        assertThat(command.getAccount()).isEqualTo("threads-main:" + USER);
        assertThat(command.getSignedAt()).isEqualTo(ISSUED);
        assertThat(command.getRequestedAt()).isEqualTo(clock.instant());
        assertThat(command.getConfirmationCode()).isNull();
        assertThat(count("accepted")).isEqualTo(1);
        assertThat(registry.get("tokenkeep.callback.meta.secret")
                        .tags("app", "threads-main", "position", "2")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @BeforeEach
    void haveReadAll() {
        stores.deletions().nowCaughtUp();
    }

    @Test
    void deletionIsReceiptThenCommandThenTheTwoFieldsAndNoOther() {
        HttpResponse<String> answer = call(DELETE, signed(USER));

        assertThat(kafka.topics()).containsExactly("data-deletions", "account-commands");
        String code = kafka.keys().get(0);
        assertThat(code).matches("[a-z0-9]{32}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"url\":\"https://connect.example/deletion/" + code + "\",\"confirmation_code\":\"" + code
                        + "\"}");
        assertThat(kafka.deletions().get(0).getState()).isEqualTo(DeletionState.RECEIVED);
        assertThat(kafka.deletions().get(0).getConfirmationCode()).isEqualTo(code);
        assertThat(kafka.deletions().get(0).getRequestedAt()).isEqualTo(ISSUED);
        assertThat(kafka.commands().get(0).getKind()).isEqualTo(AccountCommandKind.DELETE_DATA);
        assertThat(kafka.commands().get(0).getConfirmationCode()).isEqualTo(code);
    }

    @Test
    void commandIsNotWrittenBeforeItsReceiptIs() {
        Promise<Void> acknowledged = Promise.promise();
        kafka.nextAnswer(acknowledged.future());

        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> call(DELETE, signed(USER)));
        await().until(() -> !kafka.topics().isEmpty());
        assertThat(kafka.topics()).containsExactly("data-deletions");
        acknowledged.complete();

        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(kafka.commands()).hasSize(1);
    }

    @Test
    void sameCallAgainHasTheSameAnswerAndTheSameNames() {
        String first = call(DELETE, signed(USER)).body();
        stores.deletions().add(kafka.keys().get(0), kafka.deletions().get(0), new RecordPlace(0, 0, clock.instant()));

        assertThat(call(DELETE, signed(USER)).body()).isEqualTo(first);

        assertThat(kafka.topics()).containsExactly("data-deletions", "account-commands");
    }

    @Test
    void whatAnotherInstanceTookIsWrittenUnderTheSameNames() {
        String first = call(DELETE, signed(USER)).body();
        var receipt = kafka.deletions().get(0);
        listener.close().toCompletionStage().toCompletableFuture().join();
        listen(TestSettings.minimal());
        stores.deletions().nowCaughtUp();
        stores.deletions().add(receipt.getConfirmationCode(), receipt, new RecordPlace(0, 0, clock.instant()));

        assertThat(call(DELETE, signed(USER)).body()).isEqualTo(first);

        assertThat(kafka.topics()).containsExactly("data-deletions", "account-commands", "account-commands");
        assertThat(kafka.commands().get(1)).isEqualTo(kafka.commands().get(0));
    }

    @Test
    void whatIsDoneIsNotBegunAgain() {
        String first = call(DELETE, signed(USER)).body();
        String code = kafka.keys().get(0);
        stores.deletions()
                .add(
                        code,
                        FakeDeletions.of(code, DeletionState.DONE, clock.instant()),
                        new RecordPlace(0, 0, clock.instant()));

        assertThat(call(DELETE, signed(USER)).body()).isEqualTo(first);

        assertThat(kafka.topics()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void silentKafkaMeansCallAgain(int acknowledged) {
        for (int i = 0; i < acknowledged; i++) {
            kafka.nextAnswer(Future.succeededFuture());
        }
        kafka.nextAnswer(Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.SILENT)));

        HttpResponse<String> silent = call(DELETE, signed(USER));

        assertThat(silent.statusCode()).isEqualTo(503);
        assertThat(silent.headers().firstValue("Retry-After")).isPresent();
        assertThat(silent.body()).doesNotContain("confirmation_code");
        assertThat(count("kafka-silent")).isEqualTo(1);
        assertThat(call(DELETE, signed(USER)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/callback/nosuchapp/delete, unknown, unknown-app, 404",
        "/callback/other/delete, other, no-secrets, 404",
        "/callback/other/deauthorize, other, no-secrets, 404"
    })
    void appWithoutSecretsIsReportedLikeOneThatIsNot(String path, String app, String result, int status) {
        HttpResponse<String> answer = call(path, signed(USER));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(count(app, result)).isEqualTo(1);
        assertThat(kafka.topics()).isEmpty();
    }

    @Test
    void bodyThatTheAppDidNotSignIsRefusedWithAShortText() {
        String tampered = signed(USER).replace('e', 'f');
        String foreign = SignedRequest.of(payload(USER, "HMAC-SHA256"), "another-apps-secret");
        String weak = SignedRequest.of(payload(USER, "HMAC-SHA1"), SECRET);

        List<HttpResponse<String>> answers = List.of(
                call(DELETE, tampered),
                call(DELETE, foreign),
                call(DELETE, weak),
                call(DELETE, "nonsense"),
                meta.post(DELETE, "signed", signed(USER)),
                meta.postBody(DELETE, "application/json", "{\"signed_request\":\"" + signed(USER) + "\"}"),
                meta.postBody(DELETE, "text/plain", ""));

        assertThat(answers.stream().map(HttpResponse::statusCode)).containsExactly(403, 403, 400, 400, 400, 400, 400);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.body()).hasSizeLessThan(100).doesNotContain(USER, SECRET);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        });
        assertThat(kafka.topics()).isEmpty();
        assertThat(List.of(count("forged"), count("algorithm"), count("malformed")))
                .containsExactly(2.0, 1.0, 4.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * 1024, 1024 * 1024})
    void rubbishBeyondTheBoundIsTooMuchWhetherOrNotItSaysItsLength(int length) {
        assertThat(meta.post(DELETE, "signed_request", "x".repeat(length)).statusCode())
                .isEqualTo(413);
        assertThat(meta.postChunked(DEAUTHORIZE, "signed_request", "x".repeat(length))
                        .statusCode())
                .isEqualTo(413);
        assertThat(count("too-large")).isEqualTo(2);
    }

    @Test
    void multipartIsTakenToo() {
        String body = "--b\r\nContent-Disposition: form-data; name=\"signed_request\"\r\n\r\n" + signed(USER)
                + "\r\n--b--\r\n";

        assertThat(meta.postBody(DEAUTHORIZE, "multipart/form-data; boundary=b", body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(kafka.commands()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PT24H, 200", "PT24H1S, 403", "-PT5M, 200", "-PT5M1S, 403"})
    void windowOfFreshnessIsWhatTheSettingsSay(Duration age, int status) {
        listener.close().toCompletionStage().toCompletableFuture().join();
        listen(TestSettings.minimal()
                .with("signed.request.longest.age", "1d")
                .with("signed.request.longest.ahead", "5m"));
        clock.set(ISSUED.plus(age));

        assertThat(call(DEAUTHORIZE, signed(USER)).statusCode()).isEqualTo(status);
    }

    @Test
    void everyAnswerUnderHttpsBindsTheBrowserToIt() {
        assertThat(List.of(
                        meta.get("/nowhere"),
                        meta.get(DELETE),
                        call(DELETE, "nonsense"),
                        meta.get("/callback/threads?code=" + "c".repeat(20_000))))
                .allSatisfy(answer -> assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .contains("max-age=31536000"));
    }

    @Test
    void addressesAreForPostAlone() {
        HttpResponse<String> opened = meta.get(DELETE);

        assertThat(opened.statusCode()).isEqualTo(405);
        assertThat(opened.headers().allValues("Allow")).containsExactly("POST");
        assertThat(meta.method("POST", "/deletion/" + "a".repeat(32)).headers().allValues("Allow"))
                .containsExactly("GET, HEAD");
    }

    @Test
    void pageOfACodeTellsWhatBecameOfIt() {
        call(DELETE, signed(USER));
        String code = kafka.keys().get(0);
        String path = "/deletion/" + code;
        assertThat(page(meta.get(path))).isEqualTo("404 deletion-not-known");

        stores.deletions().add(code, kafka.deletions().get(0), new RecordPlace(0, 0, clock.instant()));
        assertThat(page(meta.get(path))).isEqualTo("200 deletion-received");

        stores.deletions()
                .add(
                        code,
                        FakeDeletions.of(code, DeletionState.DONE, clock.instant()),
                        new RecordPlace(0, 0, clock.instant()));
        HttpResponse<String> done = meta.get(path);
        assertThat(page(done)).isEqualTo("200 deletion-done");
        assertThat(done.body()).doesNotContain(USER, "threads-main");
        assertThat(meta.method("HEAD", path).statusCode()).isEqualTo(200);
        assertThat(page(meta.get("/deletion/x"))).isEqualTo("404 not-found");
    }
}
