package io.tokenkeep.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Not a test but the way to write the schema history; {@link SchemaHistoryTest} says when it is needed. */
class SchemaHistoryWriteTest {

    @Test
    @EnabledIfSystemProperty(named = "schemas.write", matches = "\\d+\\.\\d+", disabledReason = "writes files")
    void currentSchemasAreWrittenDown() throws Exception {
        SchemaHistory.write(System.getProperty("schemas.write"));

        assertThat(SchemaHistory.files()).isNotEmpty();
    }
}
