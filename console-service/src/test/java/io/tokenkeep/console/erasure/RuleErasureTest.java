package io.tokenkeep.console.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.ClientRuleId;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ClientRule;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deletion of a person's data reaches the client rules that name the person. */
class RuleErasureTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String APP = "threads-main";

    private final DeletedAccounts deleted = new DeletedAccounts(10);
    private final RuleErasure erasure = new RuleErasure(deleted);

    @BeforeEach
    void live() {
        status(StatusState.CONNECTED, "Anna.A", NOON);
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 27", "ACCOUNT, alias", "HANDLE, anna.a", "HANDLE, @ANNA.A"})
    void ruleThatNamesTheDeletedPersonIsDeletedWithTheName(ExpectedKind kind, String value) {
        ClientRule rule = rule(kind, value, NOON);
        assertThat(erasure.isNeeded(rule, NOON))
                .as("while the person is connected")
                .isFalse();

        status(StatusState.DELETED, null, NOON.plusSeconds(60));

        assertThat(erasure.isNeeded(rule, NOON.plusSeconds(60))).isTrue();
        ClientRule erased = erasure.erased(rule, new RecordVersion(2L, "change", NOON.plusSeconds(61), "service"));
        assertThat(erased.getDeleted()).isTrue();
        assertThat(erased.getValue()).isEmpty();
        assertThat(erased.getClient()).isNull();
        assertThat(erasure.isNeeded(erased, NOON.plusSeconds(62))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 28", "HANDLE, bert"})
    void ruleForSomebodyElseStays(ExpectedKind kind, String value) {
        status(StatusState.DELETED, null, NOON.plusSeconds(60));

        assertThat(erasure.isNeeded(rule(kind, value, NOON), NOON.plusSeconds(60)))
                .isFalse();
    }

    @Test
    void ruleThatWasMadeSinceWaitsForThePersonsReturn() {
        status(StatusState.DELETED, null, NOON.plusSeconds(60));

        assertThat(erasure.isNeeded(rule(ExpectedKind.ACCOUNT, "27", NOON.plusSeconds(61)), NOON.plusSeconds(62)))
                .isFalse();
    }

    private static ClientRule rule(ExpectedKind kind, String value, Instant at) {
        return ClientRule.newBuilder()
                .setRuleId(ClientRuleId.of(APP, kind, value))
                .setVersion(new RecordVersion(1L, "made", at, "key"))
                .setCreationId("made")
                .setCreatedAt(at)
                .setApp(APP)
                .setKind(kind)
                .setValue(value)
                .setClient("7")
                .build();
    }

    private void status(StatusState state, @Nullable String name, Instant at) {
        AccountStatus status = AccountStatus.newBuilder()
                .setApp(APP)
                .setAccountId("27")
                .setAliases(List.of("alias"))
                .setKind(TokenKind.USER)
                .setDisplayName(name)
                .setState(state)
                .setFailureClass(FailureClass.NONE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(at)
                .setOrderedAt(at)
                .setSequence(0)
                .setChangedAt(at)
                .build();
        deleted.add(APP + ":27", status, new RecordPlace(0, 0, at));
    }
}
