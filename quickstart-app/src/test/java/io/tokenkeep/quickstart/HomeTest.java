package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.UsageException;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.RecipientKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx--x---", "rwxrwxrwx", "rwx---r--"})
    void directoryOpenToOthersIsRefusedAndLeftAsItIs(String permissions) throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> Home.open(open, random))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("chmod 700 " + open)
                .message()
                .hasLineCount(1);
        assertThat(permissions(open)).isEqualTo(permissions);
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void fileIsNoDirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Home.open(file, random))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no directory");
    }

    @Test
    void newDirectoryIsItsOwnersAloneAndServesAgain() throws IOException {
        Path kept = directory.resolve("not/yet/there");

        String keys;
        try (Home home = Home.open(kept, random)) {
            keys = home.keys("tokens");
        }

        assertThat(permissions(kept)).isEqualTo("rwx------");
        assertThat(permissions(kept.resolve("tokens-keys.json"))).isEqualTo("rw-------");
        try (Home again = Home.open(kept, random)) {
            assertThat(again.keys("tokens")).isEqualTo(keys);
        }
    }

    @Test
    void keyPairOfConnectLinksServesAgain() throws IOException {
        Path kept = directory.resolve("kept");

        String keys;
        try (Home home = Home.open(kept, random)) {
            keys = home.linkKeys();
        }

        assertThat(LinkKeys.parse(keys).canSign()).isTrue();
        assertThat(permissions(kept.resolve("link-keys.json"))).isEqualTo("rw-------");
        try (Home again = Home.open(kept, random)) {
            assertThat(again.linkKeys()).isEqualTo(keys);
        }
    }

    @Test
    void keyPairOfImportsServesAgain() throws IOException {
        Path kept = directory.resolve("kept");

        String keys;
        try (Home home = Home.open(kept, random)) {
            keys = home.importKeys();
        }

        assertThat(RecipientKeys.parse(keys).canOpen()).isTrue();
        assertThat(permissions(kept.resolve("import-keys.json"))).isEqualTo("rw-------");
        try (Home again = Home.open(kept, random)) {
            assertThat(again.importKeys()).isEqualTo(keys);
        }
    }

    @Test
    void keySetsOfTwoHomesNameTheirKeysDifferently() throws IOException {
        try (Home one = Home.open(null, random);
                Home other = Home.open(null, random)) {
            assertThat(KeySet.parse(one.keys("codes")).activeKid())
                    .startsWith("codes-")
                    .isNotEqualTo(KeySet.parse(other.keys("codes")).activeKid());
        }
    }

    @Test
    void temporaryDirectoryIsItsOwnersAloneAndRemoved() throws IOException {
        Path temporary;
        try (Home home = Home.open(null, random)) {
            temporary = home.kafka().resolve("..").normalize();
            assertThat(permissions(temporary)).isEqualTo("rwx------");
            home.keys("tokens");
        }

        assertThat(temporary).doesNotExist();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
