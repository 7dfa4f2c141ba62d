package io.tokenkeep.console.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+49 30",
                "-abc",
                "@ada",
                "\tx",
                "\rx",
                "=HYPERLINK(\"x\")\nsecond",
                "'=1",
                "''@a",
                "'007"
            })
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17841788310136145",
                "123456789012",
                "007",
                "1E5",
                "12:30",
                "2026-11-29",
                "1/2",
                "-1",
                "@ada",
                "'7"
            })
    void idThatASpreadsheetWouldChangeGetsAnApostropheAndIsReadBack(String id) {
        assertThat(Cells.id(id)).isEqualTo("'" + id);
        assertThat(Cells.read(Cells.id(id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "0", "12345678901", "threads-main:17841788310136145", "ada.lovelace_1", "7a", "'Ada'"})
    void otherIdStaysAsItIs(String id) {
        assertThat(Cells.id(id)).isEqualTo(id);
        assertThat(Cells.read(id)).isEqualTo(id);
    }

    @Test
    void noTextIsAnEmptyCell() {
        assertThat(Cells.id(null)).isEmpty();
        assertThat(Cells.text(null)).isEmpty();
    }
}
