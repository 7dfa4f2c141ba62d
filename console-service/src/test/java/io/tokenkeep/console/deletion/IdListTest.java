package io.tokenkeep.console.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdListTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id\n17841405793187218\n2\n",
                "\uFEFFid\r\n17841405793187218\r\n2",
                "ID;\r\n17841405793187218;\r\n2;\r\n",
                "\"user_id\"\r\n\"17841405793187218\"\r\n\"2\"\r\n",
                "name,id\nAda,17841405793187218\n,2\n",
                "User_Id\n'17841405793187218\n 2 \n",
            })
    void listIsReadAsEditorsAndSpreadsheetsWriteIt(String list) {
        assertThat(IdList.read(list)).containsExactly(new IdLine(2, "17841405793187218", ""), new IdLine(3, "2", ""));
    }

    @Test
    void listWithoutANameBeginsWithItsFirstIdAndBlankLinesCountAsLinesAlone() {
        assertThat(IdList.read("1\n\n   \n2\n"))
                .extracting(IdLine::line, IdLine::id)
                .containsExactly(tuple(1L, "1"), tuple(4L, "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.78414E+16", "1,78414E+16", "1e5", "123.0", "17.841.405"})
    void numberOfASpreadsheetFailsAloneAndIsNamed(String rounded) {
        List<IdLine> lines = IdList.read("id\n1\n\"" + rounded + "\"\n2\n");

        assertThat(lines).filteredOn(IdLine::isId).extracting(IdLine::id).containsExactly("1", "2");
        assertThat(lines.get(1).line()).isEqualTo(3);
        assertThat(lines.get(1).id()).isEqualTo(rounded);
    }

    @Test
    void roundedIdSaysWhatHappenedToIt() {
        assertThat(IdList.read("1.78414E+16").get(0).problem()).contains("rounded");
        assertThat(IdList.read("ada").get(0).problem()).contains("1 to 32 digits");
        assertThat(IdList.read("9".repeat(33)).get(0).isId()).isFalse();
        assertThat(IdList.read("x".repeat(1000)).get(0).id()).hasSize(64);
    }

    @Test
    void listWhoseLongIdsAllEndInZerosIsRefused() {
        String rounded = "17841405793187200\n17841405793187300\n17841405793187400\n5\n";

        assertThat(detail(rounded)).contains("zeros");
        assertThat(IdList.read(rounded + "17841405793187218\n"))
                .as("one that is whole shows that no spreadsheet was there")
                .hasSize(5);
        assertThat(IdList.read("17841405793187200\n")).as("by chance").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "id\n", "\uFEFFid\r\n", "\"unfinished"})
    void listWithoutAnIdIsRefusedOrItsLineIs(String list) {
        if (list.startsWith("\"")) {
            assertThat(IdList.read(list)).noneMatch(IdLine::isId);
        } else {
            assertThat(detail(list)).contains("no id");
        }
    }

    @Test
    void columnsWithoutNamesAreRefusedBecauseAnyOfThemMayHaveTheIds() {
        assertThat(detail("1,2\n3,4\n")).contains("Line 1", "several columns");
    }

    @Test
    void listIsBounded() {
        String most =
                IntStream.range(0, CsvTable.MOST).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

        assertThat(IdList.read(most)).hasSize(CsvTable.MOST);
        assertThat(detail(most + "\n1")).contains("10000");
    }

    private static String detail(String list) {
        assertThatThrownBy(() -> IdList.read(list)).isInstanceOf(Problem.Refused.class);
        try {
            IdList.read(list);
        } catch (Problem.Refused e) {
            return e.problem().detail();
        }
        throw new AssertionError("refused once alone");
    }
}
