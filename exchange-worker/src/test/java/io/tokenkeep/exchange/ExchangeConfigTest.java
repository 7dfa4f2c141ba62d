package io.tokenkeep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.link.LinkKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeConfigTest {

    @Test
    void everythingThatCanHasADefault() {
        ExchangeConfig config = TestSettings.minimal().config();

        assertThat(config.codes()).isEqualTo(new LaneLimits(256, 50_000));
        assertThat(config.rememberedCodes()).isEqualTo(2_000_000);
        assertThat(config.commands()).isEqualTo(new LaneLimits(256, 10_000));
        assertThat(config.provider())
                .isEqualTo(new ExchangeConfig.ProviderTimes(Duration.ofSeconds(5), Duration.ofSeconds(10)));
        assertThat(config.times())
                .isEqualTo(new ExchangeConfig.WorkerTimes(
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(25),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(60)));
        assertThat(config.topics().create()).isFalse();
        assertThat(config.management().port()).isEqualTo(8082);
    }

    @Test
    void everySettingArrives() {
        ExchangeConfig config = TestSettings.minimal()
                .with("bootstrap.servers", "kafka:9092")
                .with("topics.create", "true")
                .with("topics.partitions", "24")
                .with("topics.replication.factor", "2")
                .with("codes.concurrency", "11")
                .with("commands.concurrency", "12")
                .with("codes.waiting.limit", "13")
                .with("provider.connect.timeout", "14ms")
                .with("provider.timeout", "15s")
                .with("code.lifetime", "16m")
                .with("state.lifetime", "23m")
                .with("codes.remembered.limit", "24")
                .with("delivery.timeout", "17s")
                .with("session.timeout", "18s")
                .with("drain.timeout", "19s")
                .with("retry.first", "20ms")
                .with("retry.longest", "21s")
                .with("management.port", "22222")
                .config();

        assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(config.topics().create()).isTrue();
        assertThat(config.topics().layout().partitions()).isEqualTo(24);
        assertThat(config.codes()).isEqualTo(new LaneLimits(11, 13));
        assertThat(config.rememberedCodes()).isEqualTo(24);
        assertThat(config.commands()).isEqualTo(new LaneLimits(12, 10_000));
        assertThat(config.provider())
                .isEqualTo(new ExchangeConfig.ProviderTimes(Duration.ofMillis(14), Duration.ofSeconds(15)));
        assertThat(config.times())
                .isEqualTo(new ExchangeConfig.WorkerTimes(
                        Duration.ofMinutes(16),
                        Duration.ofMinutes(23),
                        Duration.ofSeconds(17),
                        Duration.ofSeconds(18),
                        Duration.ofSeconds(19),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(21)));
        assertThat(config.management().port()).isEqualTo(22222);
        assertThat(config.codesKeys().activeKid()).isEqualTo("codes-1");
        assertThat(config.tokensKeys().activeKid()).isEqualTo("tokens-1");
        assertThat(config.apps().all())
                .extracting(app -> app.name())
                .containsExactly(TestSettings.MAIN, TestSettings.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap.servers", "codes.keys", "tokens.keys", "apps"})
    void whatHasNoDefaultIsAskedForByName(String setting) {
        TestSettings settings = TestSettings.minimal().without(setting);

        assertThatThrownBy(settings::config).isInstanceOf(ConfigException.class).hasMessageContaining(setting);
    }

    @ParameterizedTest
    @CsvSource({
        "codes.concurrency, 0",
        "codes.concurrency, 10001",
        "commands.concurrency, 0",
        "codes.waiting.limit, 0",
        "provider.connect.timeout, 1ms",
        "provider.connect.timeout, 2m",
        "provider.timeout, 9ms",
        "provider.timeout, 60d",
        "code.lifetime, 1ms",
        "code.lifetime, 8d",
        "delivery.timeout, 1ms",
        "delivery.timeout, 1h",
        "session.timeout, 1ms",
        "session.timeout, 60d",
        "drain.timeout, 5m",
        "drain.timeout, -1",
        "retry.first, 0ms",
        "retry.first, 2h",
        "retry.longest, soon",
    })
    void valueBeyondReasonIsRefusedByName(String setting, String value) {
        TestSettings settings = TestSettings.minimal().with(setting, value);

        assertThatThrownBy(settings::config).isInstanceOf(ConfigException.class).hasMessageContaining(setting);
    }

    @Test
    void firstRetryMustNotBeLongerThanTheLongest() {
        TestSettings settings = TestSettings.minimal().with("retry.first", "2m");

        assertThatThrownBy(settings::config)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("retry.first")
                .hasMessageContaining("retry.longest");
    }

    @Test
    void appWithoutASecretIsRefused() {
        String setting = "apps." + TestSettings.MAIN + ".client.secrets";
        TestSettings settings = TestSettings.minimal().without(setting);

        assertThatThrownBy(settings::config).isInstanceOf(ConfigException.class).hasMessageContaining(setting);
    }

    @Test
    void unknownSettingIsRefused() {
        TestSettings settings = TestSettings.minimal().with("codes.concurency", "5");

        assertThatThrownBy(settings::config)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("codes.concurency");
    }

    @Test
    void keysThatAreNoneAreRefusedByNameAndNotQuoted() {
        List.of("codes.keys", "tokens.keys").forEach(setting -> {
            TestSettings settings = TestSettings.minimal().with(setting, "{\"keys\":[{\"k\":\"very-secret\"}]}");

            assertThatThrownBy(settings::config)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(setting)
                    .message()
                    .doesNotContain("very-secret");
        });
    }

    @Test
    void linkKeysAreOptionalAndHaveNoPrivatePart() {
        String keys = LinkKeys.generate("links-1", new SecureRandom());
        TestSettings settings = TestSettings.minimal();
        assertThat(settings.config().links().keys()).isEmpty();

        assertThat(settings.with("links.keys", LinkKeys.publicPart(keys))
                        .config()
                        .links()
                        .keys())
                .isPresent();
        assertThatThrownBy(settings.with("links.keys", keys)::config)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("links.keys")
                .hasMessageContaining("private part");
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(TestSettings.minimal().config().toString())
                .doesNotContain(TestSettings.MAIN_SECRET)
                .doesNotContain("\"k\"");
    }

    @Test
    void stoppingMayTakeAsLongAsWhatIsInFlightMay() {
        Duration usual = Duration.ofSeconds(60);

        assertThat(TestSettings.minimal().config().times().stopWithin(usual)).isEqualTo(usual);
        assertThat(TestSettings.minimal()
                        .with("drain.timeout", "4m")
                        .config()
                        .times()
                        .stopWithin(usual))
                .isGreaterThan(Duration.ofMinutes(4).multipliedBy(10).dividedBy(9));
    }
}
