package io.tokenkeep.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppAdviceTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final AppAdvice advice = new AppAdvice(ends(""));

    @ParameterizedTest
    @CsvSource({
        "SECRET_REFUSED, apps.one.client.secrets",
        "MISCONFIGURED,  apps.one.redirect.uri",
        "BLOCKED,        dashboard",
        "HOST_REFUSED,   allow-list",
        "RATE_LIMITED,   by themselves",
        "UNKNOWN,        component apps"
    })
    void problemNamesWhatMendsIt(AppProblem problem, String named) {
        assertThat(of(calls("facebook", "v20.0").setProblem(problem))).contains(named);
    }

    @ParameterizedTest
    @CsvSource({
        "facebook,  v20.0, ended on 2026-09-24",
        "instagram, v21.0, ends on 2027-01-21",
    })
    void versionThatEndsNamesTheSetting(String provider, String version, String part) {
        assertThat(of(calls(provider, version))).contains(part).contains("apps.one.api.url");
    }

    @ParameterizedTest
    @CsvSource({"facebook, v22.0", "facebook, v27.0", "threads, v1.0", "threads,", "elsewhere,", "elsewhere, v1.0"})
    void versionThatStaysNeedsNothing(String provider, @Nullable String version) {
        assertThat(of(calls(provider, version))).isEmpty();
    }

    @Test
    void callsWithoutAVersionAreTheProvidersChoice() {
        assertThat(of(calls("facebook", null))).contains("name no version").contains("apps.one.api.url");
    }

    @Test
    void openCircuitBreakerIsMoreUrgentThanAVersion() {
        AppStatus open = AppStatus.newBuilder()
                .setApp("one")
                .setPart(AppPart.BREAKER)
                .setOpen(true)
                .setChangedAt(NOW)
                .build();

        assertThat(advice.of("one", calls("facebook", "v20.0").build(), open, NOW))
                .hasValueSatisfying(text -> assertThat(text).contains("declared dead"));
        assertThat(advice.of("one", null, null, NOW)).isEmpty();
    }

    @Test
    void statedEndCountsMoreThanTheKnownOne() {
        VersionEnds stated = ends("facebook/v27.0=2028-12-31,facebook/v25.0=2028-08-01");

        assertThat(stated.of("facebook", "v27.0")).contains(LocalDate.of(2028, 12, 31));
        assertThat(stated.of("facebook", "v25.0")).contains(LocalDate.of(2028, 8, 1));
        assertThat(stated.of("instagram", "v25.0")).contains(LocalDate.of(2028, 7, 29));
        assertThat(stated.of("instagram", "v27.0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v27.0=2028-12-31", "facebook/27=2028-12-31", "facebook/v27.0=2028-13-31", "facebook/v27.0"})
    void endThatCannotBeReadIsRefusedByName(String setting) {
        assertThatThrownBy(() -> ends(setting))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("api.version.ends");
    }

    private String of(AppStatus.Builder calls) {
        return advice.of("one", calls.build(), null, NOW).orElse("");
    }

    private static AppStatus.Builder calls(String provider, @Nullable String version) {
        return AppStatus.newBuilder()
                .setApp("one")
                .setPart(AppPart.CALLS)
                .setProvider(provider)
                .setApiVersion(version)
                .setChangedAt(NOW);
    }

    private static VersionEnds ends(String setting) {
        return VersionEnds.from(
                SettingsSource.of(Map.of("api.version.ends", setting)).settings(VersionEnds.define(new ConfigDef())),
                MetaDescriptions.CATALOGUE);
    }
}
