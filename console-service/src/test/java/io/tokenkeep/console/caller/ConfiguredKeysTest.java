package io.tokenkeep.console.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.avro.ApiRole;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ConfiguredKeysTest {

    @Test
    void configuredKeyIsFoundByItsSecretAlone() {
        ApiKeyText key = ApiKeyText.generate("deploy", new SecureRandom());
        ConfiguredKeys keys = ConfiguredKeys.parse(List.of(ConfiguredKeys.written(key)));

        assertThat(keys.find(key)).hasValueSatisfying(caller -> {
            assertThat(caller.may(ApiRole.ADMIN)).isTrue();
            assertThat(caller.sees(null)).isTrue();
        });
        assertThat(keys.find(ApiKeyText.generate("deploy", new SecureRandom()))).isEmpty();
        assertThat(keys.find(new ApiKeyText("other", key.secret()))).isEmpty();
    }

    @Test
    void writtenKeyThatCannotBeReadNamesTheSettingAndNotTheKey() {
        assertThatThrownBy(() -> ConfiguredKeys.parse(List.of("deploy:secret-by-mistake")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("admin.keys")
                .hasMessageNotContaining("secret-by-mistake");
    }

    @Test
    void limitedKeySeesItsClientsAndNotWhatBelongsToNone() {
        Caller caller = new Caller("k", "k", ApiRole.OPERATE, Set.of("7"));

        assertThat(caller.sees("7")).isTrue();
        assertThat(caller.sees("8")).isFalse();
        assertThat(caller.sees(null)).isFalse();
        assertThat(caller.may(ApiRole.READ)).isTrue();
        assertThat(caller.may(ApiRole.ADMIN)).isFalse();
        assertThat(new Caller("k", "k", ApiRole.OPERATE, Set.of()).sees("8")).isTrue();
        assertThat(new Caller("k", "k", ApiRole.OPERATE, Set.of()).sees(null))
                .as("what belongs to no client is for admins")
                .isFalse();
        assertThat(new Caller("k", "k", ApiRole.UNKNOWN, Set.of()).may(ApiRole.READ))
                .isFalse();
    }
}
