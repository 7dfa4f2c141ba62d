package io.tokenkeep.console.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenkeep.avro.ImportRefusal;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTableTest {

    private final TokenTable table = new TokenTable("7"::equals);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token,account,client\nTHAAone,17841405793187218,7\nTHAAtwo,,\n",
                "\uFEFFclient;account;token\r\n7;'17841405793187218;THAAone\r\n;;THAAtwo\r\n",
                "token,account,client\n\"\nTHAAone \",17841405793187218,7\nTHAAtwo,,\n",
            })
    void csvIsReadAsSpreadsheetsWriteIt(String csv) {
        assertThat(table.readCsv(csv))
                .extracting(TokenRow::row, TokenRow::token, TokenRow::account, TokenRow::client)
                .containsExactly(tuple(1, "THAAone", "17841405793187218", "7"), tuple(2, "THAAtwo", null, null));
    }

    @Test
    void jsonLinesHaveTheSameNamesAndBlankLinesCountAsLinesAlone() {
        String lines = """
                {"token":"THAAone","account":"17841405793187218","client":"7"}

                {"token":"THAAtwo","client":null}
                """;

        assertThat(table.readJsonLines("\uFEFF" + lines))
                .extracting(TokenRow::row, TokenRow::line, TokenRow::token, TokenRow::account, TokenRow::client)
                .containsExactly(
                        tuple(1, 1L, "THAAone", "17841405793187218", "7"), tuple(2, 3L, "THAAtwo", null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "",5,7                   | NO_TOKEN
            THAA one,5,7             | BAD_TOKEN
            THAAöne,5,7              | BAD_TOKEN
            THAAone,1.78414E+16,7    | ROUNDED_ACCOUNT
            THAAone,THAAtwo,7        | BAD_ACCOUNT
            THAAone,5,THAAtwo        | UNKNOWN_CLIENT
            """)
    void rowThatCannotBeUsedFailsAloneAndNoneOfItsCellsIsKept(String row, ImportRefusal refusal) {
        List<TokenRow> rows = table.readCsv("token,account,client\nTHAAgood,,\n" + row + "\n");
        TokenRow refused = rows.get(1);

        assertThat(rows.get(0).isTaken()).isTrue();
        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused.token()).isEmpty();
        assertThat(refused.kept().toString()).doesNotContain("THAA", "78414");
    }

    @Test
    void tokenOfMoreThanFourKibibytesIsRefused() {
        assertThat(table.readCsv("token\n" + "x".repeat(4096) + "\n" + "y".repeat(4097) + "\n"))
                .extracting(TokenRow::refusal)
                .containsExactly(ImportRefusal.NONE, ImportRefusal.BAD_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"THAAone\"]",
                "null",
                "5",
                "{\"token\":\"THAAone\"",
                "{\"token\":5}",
                "{\"token\":\"THAAone\",\"other\":\"x\"}",
            })
    void lineThatIsNoObjectOfTextsFailsAlone(String line) {
        assertThat(table.readJsonLines(line + "\n{\"token\":\"THAAgood\"}"))
                .extracting(TokenRow::refusal)
                .containsExactly(ImportRefusal.BAD_ROW, ImportRefusal.NONE);
    }

    @Test
    void idThatIsANumberOfJsonIsRefusedBecauseNobodySeesThatItWasRounded() {
        assertThat(table.readJsonLines("{\"token\":\"THAAone\",\"account\":17841405793187220}"))
                .extracting(TokenRow::refusal)
                .containsExactly(ImportRefusal.ROUNDED_ACCOUNT);
    }

    @Test
    void tokenThatStandsTwiceIsTakenOnceAndARefusedRowDoesNotCount() {
        assertThat(table.readCsv("token,client\nTHAAone,unknown\nTHAAone,\nTHAAone,7\n"))
                .extracting(TokenRow::refusal)
                .containsExactly(ImportRefusal.UNKNOWN_CLIENT, ImportRefusal.NONE, ImportRefusal.TOKEN_TWICE);
    }

    @Test
    void tableThatWasRoundedAsAWholeIsRefused() {
        assertThat(detail("token,account\na,17841405793187200\nb,17841405793187300\nc,17841405793187400\n"))
                .contains("zeros");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token\n", "THAAone\nTHAAtwo\n", "token,secret\nTHAAone,x\n"})
    void tableWithoutRowsOrWithOtherColumnsIsRefusedAndQuotedNowhere(String csv) {
        assertThat(detail(csv)).contains("names").doesNotContain("THAA");
    }

    @Test
    void nameThatStandsTwiceAndDeepOrHugeValuesFailAlone() {
        String deep = "{\"token\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        String huge = "{\"token\":\"EAABone\",\"account\":" + "9".repeat(5000) + "}";
        for (String line : List.of("{\"token\":\"EAABone\",\"token\":\"EAABtwo\"}", deep, huge)) {
            assertThat(table.readJsonLines(line + "\r\n\r\n{\"token\":\"EAABthree\"}\r\n"))
                    .as(line.substring(0, 20))
                    .extracting(TokenRow::isTaken)
                    .containsExactly(false, true);
        }
    }

    @Test
    void tableIsBounded() {
        String most = IntStream.range(0, CsvTable.MOST)
                .mapToObj(i -> "{\"token\":\"t" + i + "\"}")
                .collect(Collectors.joining("\n"));

        assertThat(table.readJsonLines(most)).hasSize(CsvTable.MOST);
        assertThatThrownBy(() -> table.readJsonLines(most + "\n{}")).isInstanceOf(Problem.Refused.class);
        assertThatThrownBy(() -> table.readJsonLines("\n\n")).isInstanceOf(Problem.Refused.class);
    }

    @Test
    void rowIsPrintedWithoutItsCells() {
        assertThat(table.readCsv("token,account\nTHAAone,5\n").toString()).doesNotContain("THAA");
    }

    private String detail(String csv) {
        try {
            table.readCsv(csv);
        } catch (Problem.Refused e) {
            return e.problem().detail();
        }
        throw new AssertionError("not refused");
    }
}
