package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.console.account.Issue.Code;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IssuesTest {

    private static final Instant NOW = TestStatus.CHANGED;

    private final Issues issues = new Issues(new Capabilities(MetaDescriptions.CATALOGUE));

    @Test
    void healthyAccountHasNone() {
        assertThat(issues.of(healthy().build(), NOW)).isEmpty();
        assertThat(issues.of(
                        healthy()
                                .setExpiresAt(null)
                                .setNextAction(CommandKind.VERIFY)
                                .setDataAccessExpiresAt(NOW.plus(Issues.NOTICE))
                                .build(),
                        NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRING,                 ENDS_SOON",
        "REAUTHORIZATION_REQUIRED, CONSENT_NEEDED",
        "USER_ACTION_REQUIRED,     PERSON_MUST_ACT",
        "DEAUTHORIZED,             APP_REMOVED",
        "DISCONNECTED,             DISCONNECTED"
    })
    void eachStateThatNeedsSomebodyIsAnIssueWithAdvice(StatusState state, Code code) {
        assertThat(issues.of(healthy().setState(state).build(), NOW))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(code);
                    assertThat(issue.advice()).isNotNull();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT,           PROVIDER_FAILS",
        "RATE_LIMITED,        RATE_LIMITED",
        "REAUTHORIZE,         TOKEN_REFUSED",
        "MISCONFIGURED,       APP_REFUSED",
        "KEY_UNKNOWN,         KEY_MISSING",
        "REFRESH_TOKEN_SPENT, REFRESH_TOKEN_SPENT",
        "BAD_REQUEST,         CALL_REFUSED"
    })
    void lastFailureIsAnIssue(FailureClass failure, Code code) {
        assertThat(codes(healthy().setFailureClass(failure))).containsExactly(code);
    }

    @Test
    void failureOfAnAccountWithoutATokenIsNoFurtherIssue() {
        assertThat(codes(healthy()
                        .setState(StatusState.REAUTHORIZATION_REQUIRED)
                        .setFailureClass(FailureClass.REAUTHORIZE)
                        .setExpiresAt(NOW)
                        .setMissingScopes(List.of("threads_basic"))))
                .containsExactly(Code.CONSENT_NEEDED);
    }

    @Test
    void permissionsThatWereAskedForAreMissing() {
        AccountStatus.Builder status = healthy()
                .setScopes(List.of("threads_basic"))
                .setMissingScopes(List.of("threads_content_publish", "threads_keyword_search"));

        assertThat(codes(status))
                .as("insights were never asked for")
                .containsExactly(Code.CANNOT_PUBLISH, Code.PERMISSION_MISSING);
        assertThat(issues.of(status.build(), NOW))
                .extracting(Issue::text)
                .containsExactly(
                        "The person did not allow threads_content_publish.",
                        "The person did not allow threads_keyword_search.");
    }

    @Test
    void taskOfAPageIsMissing() {
        assertThat(issues.of(
                        healthy()
                                .setProvider("facebook")
                                .setKind(TokenKind.PAGE)
                                .setScopes(List.of("pages_read_engagement", "pages_manage_posts", "read_insights"))
                                .setTasks(List.of("ANALYZE"))
                                .build(),
                        NOW))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(Code.CANNOT_PUBLISH);
                    assertThat(issue.text()).contains("CREATE_CONTENT");
                });
    }

    @Test
    void endsAreIssues() {
        assertThat(codes(healthy().setDataAccessExpiresAt(NOW.plus(Duration.ofDays(13)))))
                .containsExactly(Code.DATA_ACCESS_ENDS);
        assertThat(codes(healthy().setDataAccessExpiresAt(NOW))).containsExactly(Code.DATA_ACCESS_ENDED);
        assertThat(codes(healthy().setNextAction(null).setNextActionAt(null))).containsExactly(Code.NOT_EXTENDED);
        assertThat(codes(healthy().setNextAction(CommandKind.VERIFY).setNextActionAt(NOW.plus(Duration.ofDays(60)))))
                .containsExactly(Code.NOT_EXTENDED);
        assertThat(codes(healthy().setNextAction(CommandKind.VERIFY).setNextActionAt(NOW.plusSeconds(1))))
                .isEmpty();
    }

    @Test
    void pagesOfAPersonAreMissing() {
        MissingPage page = new MissingPage("facebook-main:9", null, MissingPageReason.NOT_TICKED);

        assertThat(codes(healthy().setMissingPages(List.of(page)).setListFailure(FailureClass.TRANSIENT)))
                .containsExactly(Code.PAGES_MISSING, Code.PAGES_NOT_READ);
        assertThat(codes(healthy()
                        .setMissingPages(List.of(MissingPage.newBuilder(page)
                                .setReason(MissingPageReason.WITHHELD)
                                .build()))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(StatusState.class)
    void everyTextIsASentence(StatusState state) {
        for (FailureClass failure : FailureClass.values()) {
            assertThat(issues.of(
                            healthy().setState(state).setFailureClass(failure).build(), NOW))
                    .allSatisfy(issue -> assertThat(issue.text()).endsWith("."));
        }
    }

    private List<Code> codes(AccountStatus.Builder status) {
        return issues.of(status.build(), NOW).stream().map(Issue::code).toList();
    }

    private static AccountStatus.Builder healthy() {
        return TestStatus.of("17", StatusState.CONNECTED)
                .setProvider("threads")
                .setScopes(List.of("threads_basic"))
                .setExpiresAt(NOW.plus(Duration.ofDays(60)))
                .setNextAction(CommandKind.REFRESH)
                .setNextActionAt(NOW.plus(Duration.ofDays(50)));
    }
}
