package io.tokenkeep.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Meta's calls while the topic of deletions is still being read. */
class MetaCallsAtStartTest extends MetaFixture {

    /** It may hold the end of this deletion already, and a receipt behind that would hide it. */
    @Test
    void deletionIsTakenWithoutAReceipt() {
        HttpResponse<String> answer = call(DELETE, signed(USER));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(kafka.topics()).containsExactly("account-commands");
    }

    @Test
    void pageOfACodeSaysNothingYet() {
        assertThat(meta.get("/deletion/" + "a".repeat(32)).body()).contains("data-page=\"deletion-working\"");
    }
}
