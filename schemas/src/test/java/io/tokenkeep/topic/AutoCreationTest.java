package io.tokenkeep.topic;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class AutoCreationTest {

    @Test
    void brokerThatDoesNotTellIsNoFailure() {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");

        assertThatCode(() -> AutoCreation.warn(Map.of(broker, new Config(List.of()))))
                .doesNotThrowAnyException();
    }
}
