package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void secretDoesNotShowItself() {
        assertThat(Secret.of("hunter2")).hasToString("[hidden]");
        assertThat("with " + Secret.of("hunter2")).doesNotContain("hunter2");
    }

    @Test
    void secretsAreEqualByValue() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }

    @Test
    void whoAsksIsReported() {
        assertThat(Secret.of("hunter2").reveal()).isEqualTo("hunter2");
    }
}
