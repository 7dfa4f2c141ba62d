package io.tokenkeep.callback.provider.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.callback.provider.CallKind;
import io.tokenkeep.kit.config.Secret;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallNamesTest {

    private static final AccountKey ACCOUNT = new AccountKey("threads-main", "27640875392278831");

    @Test
    void namesOfTheSameCallAreTheSame() {
        SignedRequest request = request("27640875392278831", 1700000000, "secret");

        assertThat(CallNames.confirmationCode(ACCOUNT, request))
                .isEqualTo(CallNames.confirmationCode(ACCOUNT, request("27640875392278831", 1700000000, "secret")))
                .matches("[a-z0-9]{32}");
        assertThat(CallNames.requestId(CallKind.DELETE, ACCOUNT, request))
                .isEqualTo(CallNames.requestId(
                        CallKind.DELETE, ACCOUNT, request("27640875392278831", 1700000000, "rotated")))
                .matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void whateverDiffersMakesOtherNames() {
        AccountKey other = new AccountKey("threads-main", "27640875392278832");
        AccountKey otherApp = new AccountKey("threads-main2", "7640875392278831");
        SignedRequest request = request("27640875392278831", 1700000000, "secret");
        SignedRequest later = request("27640875392278831", 1700000001, "secret");

        assertThat(Set.of(
                        CallNames.requestId(CallKind.DELETE, ACCOUNT, request),
                        CallNames.requestId(CallKind.DEAUTHORIZE, ACCOUNT, request),
                        CallNames.requestId(CallKind.DELETE, other, request),
                        CallNames.requestId(CallKind.DELETE, otherApp, request),
                        CallNames.requestId(CallKind.DELETE, ACCOUNT, later)))
                .hasSize(5);
        assertThat(Set.of(
                        CallNames.confirmationCode(ACCOUNT, request),
                        CallNames.confirmationCode(other, request),
                        CallNames.confirmationCode(otherApp, request),
                        CallNames.confirmationCode(ACCOUNT, later),
                        CallNames.confirmationCode(ACCOUNT, request("27640875392278831", 1700000000, "other"))))
                .hasSize(5);
    }

    private static SignedRequest request(String user, long seconds, String secret) {
        return new SignedRequest(user, Instant.ofEpochSecond(seconds), 1, Secret.of(secret));
    }
}
