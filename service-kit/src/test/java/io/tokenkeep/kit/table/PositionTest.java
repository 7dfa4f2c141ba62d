package io.tokenkeep.kit.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void textIsReadBack() {
        Position position = new Position("api-keys", 11, 123_456_789_012L);

        assertThat(Position.parse(position.toString())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "clients", "clients.1", "clients.1.-2", "clients.1.2.3", "Clients.1.2", "clients.999999.1"})
    void everythingElseIsNone(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }
}
