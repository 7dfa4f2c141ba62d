package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Threads account whose person has just consented. */
abstract class ConsentFixture {

    World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        world.read(Fixtures.consented(KEY, World.START));
        world.events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** Lets time pass until the token is to be refreshed. */
    RefreshCommand nextRefresh() {
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofDays(37));
        return world.command(CommandKind.REFRESH);
    }
}
