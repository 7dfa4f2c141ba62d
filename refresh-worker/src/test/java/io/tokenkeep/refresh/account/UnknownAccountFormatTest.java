package io.tokenkeep.refresh.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.state.UnknownAccountRecord;
import java.time.Instant;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class UnknownAccountFormatTest {

    private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

    private final UnknownAccountFormat format = new UnknownAccountFormat();

    @Test
    void allThatIsKnownOfAnUnknownAccountComesBack() {
        UnknownAccount full = new UnknownAccount(
                "instagram-main:17841405793187219",
                List.of(
                        Links.command(
                                Fixtures.accountCommand(Fixtures.KEY, AccountCommandKind.DEAUTHORIZED, TIME), TIME),
                        Links.parentEnded("facebook-main:1", GoneReason.DATA_DELETED, TIME)),
                TIME.plusSeconds(1));

        assertThat(format.read(format.write(full))).usingRecursiveComparison().isEqualTo(full);
    }

    @Test
    void messagesAreFewAndTheOldestGo() {
        UnknownAccount unknown = UnknownAccount.unknown();
        for (int i = 0; i < 40; i++) {
            unknown.keep(Links.alias("threads-main:" + i, TIME), TIME);
        }

        assertThat(unknown.waiting()).hasSize(16);
        assertThat(unknown.waiting().get(0).getTargets()).containsExactly("threads-main:24");
    }

    @Test
    void currentSchemaIsInTheHistory() {
        assertThat(SchemaNormalization.parsingFingerprint64(StateHistory.SCHEMAS.read("0.1/UnknownAccountRecord.avsc")))
                .as("keep UnknownAccountRecord.avsc under state-history/<release>, and name it in index.txt")
                .isEqualTo(SchemaNormalization.parsingFingerprint64(UnknownAccountRecord.getClassSchema()));
    }
}
