package io.tokenkeep.refresh.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.refresh.state.AccountRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever state any release left in its changelog is read by the current one. */
class StateHistoryTest {

    private static final String RECORD = "/AccountRecord.avsc";

    private static final String HOW = "AccountRecord changed, and the state history does not know it. If the change is"
            + " meant, keep AccountRecord.avsc under src/main/resources/io/tokenkeep/refresh/state-history/<release>, name"
            + " it in index.txt there, and keep these bytes as golden/<release>/AccountRecord.hex:%n%s";

    private final AccountFormat format = new AccountFormat();

    static List<String> releases() {
        return StateHistory.SCHEMAS.index().stream()
                .filter(file -> file.endsWith(RECORD))
                .map(file -> file.substring(0, file.length() - RECORD.length()))
                .toList();
    }

    @Test
    void currentSchemaIsInTheHistory() {
        assertThat(releases().stream()
                        .map(release -> StateHistory.SCHEMAS.read(release + RECORD))
                        .map(StateHistoryTest::fingerprint))
                .withFailMessage(HOW, HexFormat.of().formatHex(format.write(Accounts.full())))
                .contains(fingerprint(AccountRecord.getClassSchema()));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void bytesOfAReleaseAreReadWithAllTheySay(String release) throws IOException {
        assertThat(format.read(golden(release))).usingRecursiveComparison().isEqualTo(Accounts.full());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void bytesOfAReleaseNameTheSchemaThatIsKept(String release) throws IOException {
        byte[] named = new byte[Long.BYTES];
        System.arraycopy(golden(release), 2, named, 0, named.length);

        assertThat(named).isEqualTo(fingerprintBytes(StateHistory.SCHEMAS.read(release + RECORD)));
    }

    private static byte[] golden(String release) throws IOException {
        String file = "/io/tokenkeep/refresh/golden/" + release + "/AccountRecord.hex";
        try (InputStream in = Objects.requireNonNull(StateHistoryTest.class.getResourceAsStream(file), file)) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.strip());
        }
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    /** Little-endian, as the encoding has it. */
    private static byte[] fingerprintBytes(Schema schema) {
        byte[] bytes = new byte[Long.BYTES];
        long left = fingerprint(schema);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (left >>> (8 * i));
        }
        return bytes;
    }
}
