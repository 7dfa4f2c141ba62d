package io.tokenkeep.quickstart.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Names are the terms of OAuth, Kafka and Java. Words that this project once made up for them do not come back: in
 * identifiers, in the fields of records, in settings, metrics and the keys of log lines.
 */
class VocabularyTest {

    /** What to say instead. */
    private static final Map<String, String> RETIRED = Map.ofEntries(
            Map.entry("turn", "update"),
            Map.entry("turns", "updates"),
            Map.entry("stranger", "unknown account, attacker"),
            Map.entry("strangers", "unknown accounts, attackers"),
            Map.entry("wish", "account command"),
            Map.entry("wishes", "account commands"),
            Map.entry("trouble", "failure history, incident"),
            Map.entry("troubles", "incidents"),
            Map.entry("trial", "candidate check"),
            Map.entry("trials", "candidate checks"),
            Map.entry("mark", "warning threshold"),
            Map.entry("marks", "task metadata"),
            Map.entry("chance", "stable hash, attempt"),
            Map.entry("span", "validity"),
            Map.entry("settling", "results"),
            Map.entry("verdict", "result"),
            Map.entry("verdicts", "results"),
            Map.entry("resting", "cooling down"),
            Map.entry("farewell", "deauthorization, disconnect"),
            Map.entry("farewells", "deauthorizations"),
            Map.entry("told", "reported, published"),
            Map.entry("words", "message, text"),
            Map.entry("insist", "republish"),
            Map.entry("afresh", "reschedule"),
            Map.entry("weather", "provider faults"),
            Map.entry("deed", "action"),
            Map.entry("deeds", "actions"),
            Map.entry("heard", "read, received"),
            Map.entry("whoever", "the account that, the person who"));

    /** Where a retired word is part of a term of another field, or means what it says. */
    private static final Set<String> ALLOWED = Set.of(
            // Unicode's names of characters
            "ENCLOSING_MARK",
            "NON_SPACING_MARK",
            "turnOn",
            "turnOff",
            "turnOnIf",
            "turnSwitches",
            "byteOrderMarkIsCutOff",
            "faultOfTheAppMarksNoAccount",
            "failureOfAnOldTokenDoesNotMarkANewerOne");

    private static final Pattern PART = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");
    private static final Pattern TEXT =
            Pattern.compile("\"([a-z][a-z0-9]*(?:[.-][a-z0-9]+)+)\"|addKeyValue\\(\"(\\w+)\"");
    private static final Pattern FIELD = Pattern.compile("\"name\"\\s*:\\s*\"(\\w+)\"");

    @Test
    void noIdentifierHasARetiredWord() throws IOException {
        Set<String> found = new TreeSet<>();
        for (JavaSource source : JavaSource.all(true)) {
            source.identifiers().stream()
                    .filter(VocabularyTest::isRetired)
                    .forEach(name -> found.add(name + " in " + source.file()));
        }

        assertThat(found).as("say instead: %s", RETIRED).isEmpty();
    }

    @Test
    void noSettingMetricOrLogKeyHasARetiredWord() throws IOException {
        Set<String> found = new TreeSet<>();
        for (JavaSource source : JavaSource.all(false)) {
            TEXT.matcher(Files.readString(source.file()))
                    .results()
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                    .filter(VocabularyTest::isRetired)
                    .forEach(name -> found.add(name + " in " + source.file()));
        }

        assertThat(found).as("say instead: %s", RETIRED).isEmpty();
    }

    @Test
    void noFieldOfARecordHasARetiredWord() throws IOException {
        List<Path> schemas;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            schemas = files.filter(file -> file.toString().matches(".*/src/main/avro/[^/]*\\.avsc"))
                    .toList();
        }

        assertThat(schemas).isNotEmpty().allSatisfy(file -> assertThat(
                        FIELD.matcher(read(file)).results().map(match -> match.group(1)))
                .isNotEmpty()
                .noneMatch(VocabularyTest::isRetired));
    }

    @Test
    void retiredWordIsFoundInEveryWayOfWriting() {
        assertThat(List.of("Wish", "keepTheWish", "MOST_WISHES", "refresh.wishes.seen", "wish-topic"))
                .allMatch(VocabularyTest::isRetired);
        assertThat(List.of("returned", "turnOn", "remarks", "Wishbone")).noneMatch(VocabularyTest::isRetired);
    }

    private static boolean isRetired(String name) {
        return !ALLOWED.contains(name)
                && Arrays.stream(name.split("[^A-Za-z]"))
                        .flatMap(word -> PART.matcher(word).results().map(match -> match.group()))
                        .anyMatch(part -> RETIRED.containsKey(part.toLowerCase(Locale.ROOT)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
