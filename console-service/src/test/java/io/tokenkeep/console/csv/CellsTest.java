package io.tokenkeep.console.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30", "-abc", "@ada", "\tx", "\rx", "=HYPERLINK(\"x\")\nsecond", "'=1", "''@a"})
    void textThatASpreadsheetTakesForAFormulaGetsAnApostropheAndIsReadBack(String text) {
        assertThat(Cells.text(text)).isEqualTo("'" + text);
        assertThat(Cells.read(Cells.text(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ada", "007", "12345678901234567890", "a=b", "'Ada'", "a@b", " =1"})
    void otherTextStaysAsItIs(String text) {
        assertThat(Cells.text(text)).isEqualTo(text);
        assertThat(Cells.read(text)).isEqualTo(text);
    }

    @Test
    void noTextIsAnEmptyCell() {
        assertThat(Cells.text(null)).isEmpty();
    }
}
