package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Family.ANNA;
import static io.tokenkeep.refresh.Family.BERT;
import static io.tokenkeep.refresh.Family.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.refresh.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Page that Bert gave first and then Anna, and what exchange-worker does about it. */
abstract class PagesFixture {

    static final Duration SECOND = Duration.ofSeconds(1);

    World world;
    Instant annas;
    Instant berts;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        berts = world.now();
        world.read(Family.person(BERT, berts, PAGE)).read(Family.page(PAGE, BERT, berts));
        world.pass(Duration.ofMinutes(10));
        annas = world.now();
        world.read(Family.person(ANNA, annas, PAGE)).read(Family.page(PAGE, ANNA, annas));
        world.pass(SECOND);
        world.events();
        assertThat(world.commands()).isEmpty();
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** Lets time pass until this person's Pages are listed; other accounts' commands are answered as well as can be. */
    RefreshCommand list(String person) {
        for (int minute = 0; minute < 48 * 6; minute++) {
            world.pass(Duration.ofMinutes(10));
            for (RefreshCommand command : world.commands()) {
                if (command.getAccount().equals(person) && command.getKind() == CommandKind.DERIVE) {
                    return command;
                }
                if (command.getKind() == CommandKind.DERIVE) {
                    world.read(Family.derived(command, world.now(), PAGE));
                } else if (command.getKind() == CommandKind.VERIFY) {
                    world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
                } else if (command.getKind() == CommandKind.PUBLISH) {
                    world.read(command.getToken());
                }
            }
        }
        throw new AssertionError("the Pages of " + person + " were not listed");
    }

    void listOf(String person, String... pages) {
        world.read(Family.derived(list(person), world.now(), pages)).pass(SECOND);
        if (pages.length == 2) {
            world.commands().forEach(command -> world.read(command.getToken()));
        }
    }

    void onlyAnnaIsLeft() {
        world.accountCommand(BERT, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.commands().forEach(this::carriedOut);
    }

    /** As exchange-worker does when all is well. */
    void carriedOut(RefreshCommand command) {
        switch (command.getKind()) {
            case PUBLISH -> world.read(command.getToken());
            case DERIVE -> world.read(Family.derived(command, world.now(), PAGE));
            default -> world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
        }
    }

    void dieOnEvidence() {
        world.accountCommand(PAGE, AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.refuse(world.command(CommandKind.VERIFY)).pass(Duration.ofMinutes(70));
        world.refuse(world.command(CommandKind.VERIFY));
    }

    /** The verification of this account, among the commands since the last look; what is published is read. */
    RefreshCommand verified(String key) {
        List<RefreshCommand> commands = world.commands();
        commands.stream()
                .filter(command -> command.getKind() == CommandKind.PUBLISH)
                .forEach(command -> world.read(command.getToken()));
        return commands.stream()
                .filter(command -> command.getAccount().equals(key) && command.getKind() == CommandKind.VERIFY)
                .findFirst()
                .orElseThrow();
    }

    /** The publication of this account, among the commands since the last look. */
    RefreshCommand published(String key) {
        return world.commands().stream()
                .filter(command -> command.getAccount().equals(key) && command.getKind() == CommandKind.PUBLISH)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("nothing is published of " + key));
    }
}
