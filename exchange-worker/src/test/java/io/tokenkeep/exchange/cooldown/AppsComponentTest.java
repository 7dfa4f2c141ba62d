package io.tokenkeep.exchange.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppsComponentTest {

    private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
    private final AppCooldowns cooldowns =
            new AppCooldowns(clock, new CooldownTimes(Duration.ofMinutes(1), Duration.ofSeconds(5)));
    private final AppsComponent component = new AppsComponent(List.of("two", "one"), cooldowns);

    @ParameterizedTest
    @CsvSource({"APP_BLOCKED, has blocked", "HOST_REFUSED, this server's address", "MISCONFIGURED, 'id, secrets'"})
    void eachProblemNamesItsAppAndWhatToMend(FailureKind kind, String advice) {
        refuse("one", kind);

        assertThat(component.check().failure())
                .startsWith("one: ")
                .contains(advice)
                .doesNotContain("two");
    }

    @Test
    void allAppsWithAProblemAreNamed() {
        refuse("two", FailureKind.APP_BLOCKED);
        refuse("one", FailureKind.HOST_REFUSED);

        assertThat(component.check().failure()).startsWith("one: ").contains("; two: ");
    }

    @Test
    void limitIsNothingToMend() {
        new AppFailures(cooldowns)
                .failed(
                        "one",
                        Caller.account("anna"),
                        new Failure(FailureKind.RATE_LIMITED, 4, null, Bucket.APP, Duration.ofMinutes(1), false));

        assertThat(component.check().isOk()).isTrue();
    }

    @Test
    void foreignCodesAreNoProblemOfTheApp() {
        refuse("one", FailureKind.REDIRECT_REFUSED);

        assertThat(component.check().isOk()).isTrue();
    }

    @Test
    void answerEndsTheComplaint() {
        refuse("one", FailureKind.APP_BLOCKED);

        cooldowns.succeeded("one");

        assertThat(component.check().isOk()).isTrue();
    }

    private void refuse(String app, FailureKind kind) {
        cooldowns.refused(app, Caller.account("anna"), new Failure(kind, 200, null, Bucket.NONE, null, false));
    }
}
