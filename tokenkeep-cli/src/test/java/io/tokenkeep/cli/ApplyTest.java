package io.tokenkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.cli.TestRun.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplyTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String FILE = """
            clients:
              - id: 007
                name: Ada & Co
                brand: {name: Ada, colour: "#aabbcc"}
            """;

    private FakeApi api;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "clients: 7",
                "clients: [7]",
                "surplus: []",
                "clients: [{id: a}]",
                "clients: [{id: a, name: A}, {id: a, name: B}]",
                "clients: [{id: a, name: A, colour: red}]",
                "clients: [{id: a, name: A, name: B}]",
                "clients: [{id: a, name: A, brand: red}]",
                "clients: [{id: a, name: A, brand: {color: red}}]",
                "clients: [{id: a, name: [A]}]",
                "clients: [{id: a, name: A, contacts: x}]",
                "keys: [{id: a, name: A, role: READ}]",
                "keys: [{id: a, name: A, role: READ, secretHash: tokenkeep_a_secretsecretsecretsecret}]",
                "keys: [{id: a",
                "!!java.net.URL [http://127.0.0.1/]",
                "a: &a [x]\nclients: *a"
            })
    void fileThatIsNotValidAsksNothing(String file) {
        Result result = TestRun.at(api).input(file).run("apply", "-f", "-", "--yes");

        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).doesNotContain("secretsecret");
        assertThat(api.requests).isEmpty();
    }

    @Test
    void differencesAreShownLineByLineAndTextsStayAsTheFileHasThem() {
        api.json(
                200,
                "{\"items\":[{\"id\":\"007\",\"name\":\"Old\",\"contacts\":[],\"language\":\"de\",\"version\":4}]}");

        Result result = TestRun.at(api).input(FILE).run("diff", "-f", "-");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .containsExactly(
                        "~ clients/007",
                        "  + brand.colour: #aabbcc",
                        "  + brand.name: Ada",
                        "  - language: de",
                        "  - name: Old",
                        "  + name: Ada & Co");
        assertThat(api.lines()).as("keys are not managed").containsExactly("GET /clients?limit=200");
    }

    @Test
    void changeNamesTheVersionThatWasCompared() {
        api.json(200, "{\"items\":[{\"id\":\"007\",\"name\":\"Old\",\"version\":4}]}")
                .problem(412, "precondition-failed", "The current version is 5.");

        Result result = TestRun.at(api).input(FILE).run("apply", "-f", "-", "--yes");

        assertThat(result.code()).isEqualTo(1);
        assertThat(api.requests.get(1).line()).isEqualTo("PUT /clients/007");
        assertThat(api.requests.get(1).header("If-match")).isEqualTo("\"4\"");
        assertThat(api.requests.get(1).body())
                .isEqualTo("{\"name\":\"Ada & Co\",\"brand\":{\"name\":\"Ada\",\"colour\":\"#aabbcc\"}}");
        assertThat(result.err()).contains("The current version is 5.", "Changes done: 0, not done: 1.");
    }

    @Test
    void keyThatDiffersOrIsRevokedIsNotChanged() {
        String file = "keys: [{id: a, name: A, role: ADMIN, secretHash: " + HASH + "}, {id: b, name: B, role: READ,"
                + " secretHash: " + HASH + "}]";
        String held = "{\"items\":[{\"id\":\"a\",\"name\":\"A\",\"role\":\"READ\",\"secretHash\":\"" + HASH
                + "\",\"clients\":[],\"version\":1},{\"id\":\"b\",\"name\":\"B\",\"role\":\"READ\",\"secretHash\":\""
                + HASH + "\",\"clients\":[],\"version\":2,\"revokedAt\":\"2026-11-29T10:00:00Z\"}]}";
        api.json(200, held);

        Result result = TestRun.at(api).input(file).run("apply", "-f", "-", "--yes");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("! keys/a", "cannot be changed", "! keys/b", "does not come back");
        assertThat(api.requests).as("nothing was written").hasSize(1);
    }

    @Test
    void diffThatCannotCompareHasItsOwnExitCode() {
        api.problem(401, "unauthorized", "No key.");

        assertThat(TestRun.at(api).input(FILE).run("diff", "-f", "-").code()).isEqualTo(2);
    }
}
