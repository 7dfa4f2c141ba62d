package io.tokenkeep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.RecipientKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeaveCommandTest {

    private static final String RECIPIENT = RecipientKeys.generate("recipient-1", new SecureRandom());

    @TempDir
    private Path directory;

    private LeaveFixture leave = new LeaveFixture(Path.of(""));

    @BeforeEach
    void prepare() {
        leave = new LeaveFixture(directory);
    }

    @Test
    void withoutARecipientInTheSettingsItRefuses() throws Exception {
        assertThat(leave.run(TestSettings.minimal())).isEqualTo(Exit.CONFIGURATION);

        assertThat(leave.printed()).startsWith("leave.recipient.keys is not set");
        assertNothingWritten();
    }

    @Test
    void noOptionNamesARecipient() {
        assertThatThrownBy(() -> leave.run(TestSettings.minimal(), "--recipient", RecipientKeys.publicPart(RECIPIENT)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown option");
    }

    static Stream<String> unfit() {
        return Stream.of(RECIPIENT, KeySet.generate("shared", new SecureRandom()), "{\"keys\": []}", "none");
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void setWithAPrivatePartOrOfAnotherKindIsRefusedWithoutBeingQuoted(String keys) throws Exception {
        assertThat(leave.run(TestSettings.minimal().with("leave.recipient.keys", keys)))
                .isEqualTo(Exit.CONFIGURATION);

        assertThat(leave.printed()).contains("leave.recipient.keys").hasSizeLessThan(250);
        assertNothingWritten();
    }

    @Test
    void unknownAppIsRefused() {
        assertThatThrownBy(() -> leave.run(withRecipient(), "--app", "thread-main"))
                .isInstanceOf(UsageException.class);
        assertThat(leave.output()).doesNotExist();
    }

    @Test
    void existingFileIsLeftAsItIs() throws Exception {
        Files.writeString(leave.output(), "of somebody else");

        assertThat(leave.run(withRecipient())).isEqualTo(Exit.FAILED);

        assertThat(leave.output()).hasContent("of somebody else");
        assertThat(leave.printed()).contains("is there already");
    }

    @Test
    void brokerThatIsAwayEndsItAndNoFileRemains() throws Exception {
        assertThat(leave.run(withRecipient())).isEqualTo(Exit.FAILED);

        assertThat(leave.printed()).startsWith("the tokens cannot be read: ");
        assertNothingWritten();
    }

    @Test
    void keysOfTheRecipientAreMadeAndOnlyTheirPublicPartIsForTheWorker() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExchangeMain main = new ExchangeMain(Map.of(), print(out), print(err));

        assertThat(main.run(List.of("leave-keys", "--name", "successor"))).isEqualTo(Exit.OK);

        RecipientKeys made = RecipientKeys.parse(out.toString(StandardCharsets.UTF_8));
        assertThat(made.canOpen()).isTrue();
        assertThat(made.sealingKid()).isEqualTo("successor");
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .last()
                .isEqualTo(RecipientKeys.publicPart(out.toString(StandardCharsets.UTF_8)));
        assertThat(main.run(List.of("leave-keys", "--name", "a b"))).isEqualTo(Exit.USAGE);
        assertThat(main.run(List.of("leaf"))).isEqualTo(Exit.USAGE);
    }

    private static TestSettings withRecipient() {
        return TestSettings.minimal().with("leave.recipient.keys", RecipientKeys.publicPart(RECIPIENT));
    }

    private void assertNothingWritten() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).allMatch(file -> file.endsWith("exchange-worker.properties"));
        }
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
