package io.tokenkeep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.sandbox.SecretSweep.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSweepTest {
    private static final String TOKEN = "THAAabcdefghijklmnopqrstuvwxyz0123456789";

    @Test
    void cleanTextHasNoFinding() {
        assertThat(sweep(TOKEN).text("log", "THAAabcdefghijklmnopqrstuvwxyz012345678 is one letter short"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a line before "})
    void secretIsFoundWhereverItStands(String before) {
        assertThat(sweep(TOKEN).text("log", before + TOKEN))
                .containsExactly(new Finding("log", "token", before.length()));
    }

    @Test
    void urlEncodedFormIsFoundToo() {
        assertThat(sweep("TH|123|opaque-and-long").text("log", "?t=TH%7C123%7Copaque-and-long&x"))
                .containsExactly(new Finding("log", "token", 3));
    }

    @Test
    void secretsThatShareTheirFirstBytesAreReportedApart() {
        var sweep =
                SecretSweep.of(Map.of("code", List.of("same-first-bytes-A"), "token", List.of("same-first-bytes-B")));

        assertThat(sweep.text("log", "same-first-bytes-B"))
                .extracting(Finding::kind)
                .containsExactly("token");
    }

    @Test
    void shortSecretIsFound() {
        assertThat(sweep("s3cret").text("log", "client_secret=s3cret")).hasSize(1);
    }

    @Test
    void findingDoesNotTellTheSecret() {
        assertThat(sweep(TOKEN).text("log", TOKEN).toString()).doesNotContain(TOKEN);
    }

    @Test
    void secretTooShortToMeanAnythingIsRefusedWithoutTellingIt() {
        assertThatThrownBy(() -> sweep("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a token is too short to be searched for");
    }

    @Test
    void secretAcrossTheBordersOfTheBufferIsFoundOnce(@TempDir Path directory) throws Exception {
        int border = (1 << 20) + TOKEN.length() - 1;
        for (int start : new int[] {border - 60, border - 20, border - 1, border, (1 << 20) - 1, 1 << 20}) {
            byte[] content = new byte[3 << 20];
            Arrays.fill(content, (byte) '.');
            byte[] token = TOKEN.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(token, 0, content, start, token.length);
            Path file = Files.write(directory.resolve("log-" + start), content);

            assertThat(sweep(TOKEN).path(file)).containsExactly(new Finding(file.toString(), "token", start));
        }
    }

    @Test
    void everyFileBelowADirectoryIsSearched(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("a/b/deep.log"), "GET /me " + TOKEN);
        Files.writeString(directory.resolve("clean.log"), "GET /me");

        assertThat(sweep(TOKEN).path(directory))
                .extracting(Finding::where)
                .containsExactly(directory.resolve("a/b/deep.log").toString());
    }

    @Test
    void thousandsOfSecretsAreAllFound() {
        var random = new Random(5);
        List<String> secrets = IntStream.range(0, 5_000)
                .mapToObj(i -> "THAA" + Long.toString(random.nextLong() >>> 1, 36) + "-" + i)
                .toList();

        var sweep = SecretSweep.of(Map.of("token", secrets));

        assertThat(sweep.size()).isEqualTo(5_000);
        assertThat(secrets).allSatisfy(secret -> assertThat(sweep.text("log", "at=" + secret + "&"))
                .hasSize(1));
    }

    private static SecretSweep sweep(String secret) {
        return SecretSweep.of(Map.of("token", List.of(secret)));
    }
}
