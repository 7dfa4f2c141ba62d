package io.tokenkeep.console.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.ImportRefusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ImportAdviceTest {

    @ParameterizedTest
    @EnumSource(
            value = ImportReason.class,
            mode = Mode.EXCLUDE,
            names = {"UNKNOWN", "NONE"})
    void everyReasonOfExchangeWorkerHasAdvice(ImportReason reason) {
        assertThat(ImportAdvice.of(reason.name())).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImportRefusal.class,
            mode = Mode.EXCLUDE,
            names = {"UNKNOWN", "NONE"})
    void everyReasonOfConsoleServiceHasAdvice(ImportRefusal refusal) {
        assertThat(ImportAdvice.of(refusal.name())).isNotEmpty();
    }
}
