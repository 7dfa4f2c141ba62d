package io.tokenkeep.console.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.link.LinkUses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkErasureTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant MADE = NOW.minus(Duration.ofDays(1));
    private static final RecordPlace PLACE = new RecordPlace(0, 0, NOW);

    private final DeletedAccounts deleted = new DeletedAccounts(1);
    private final LinkUses uses = new LinkUses(10);
    private final LinkErasure erasure = new LinkErasure(deleted, uses, link -> link);

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 17", "ACCOUNT, alias", "PAGE, 17", "HANDLE, ada", "HANDLE, @Ada"})
    void accountWhoseDataWasDeletedIsErasedWithTheNote(ExpectedKind kind, String value) {
        read(status("17", StatusState.CONNECTED, "ADA"));
        ConnectLink link =
                link(account("threads-main", kind, value), account("threads-main", ExpectedKind.HANDLE, "bo"));
        assertThat(erasure.isNeeded(link, NOW)).as("before the deletion").isFalse();

        read(status("17", StatusState.DELETED, null));
        ConnectLink erased = erase(link);

        assertThat(erased.getExpected())
                .containsExactly(
                        account("threads-main", ExpectedKind.ERASED, ""),
                        account("threads-main", ExpectedKind.HANDLE, "bo"));
        assertThat(erased.getNote()).isNull();
        assertThat(erased.getRevokedAt()).as("it still accepts bo").isNull();
        assertThat(erasure.isNeeded(erased, NOW)).as("once is enough").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"threads-main, ACCOUNT, 18", "facebook-main, ACCOUNT, 17", "threads-main, HANDLE, 17"})
    void otherAccountsAreLeftAlone(String app, ExpectedKind kind, String value) {
        read(status("17", StatusState.CONNECTED, "ada"));
        read(status("17", StatusState.DELETED, null));

        assertThat(erasure.isNeeded(link(account(app, kind, value)), NOW)).isFalse();
    }

    @Test
    void linkThatAcceptsNobodyAnyMoreIsRevoked() {
        read(status("17", StatusState.DELETED, null));

        assertThat(erase(link(account("threads-main", ExpectedKind.ACCOUNT, "17")))
                        .getRevokedAt())
                .isEqualTo(NOW);
    }

    @Test
    void linkThatIsUsedUpStaysSo() {
        read(status("17", StatusState.DELETED, null));
        ConnectLink link = link(account("threads-main", ExpectedKind.ACCOUNT, "17"));
        use(link, NOW);

        assertThat(erase(link).getRevokedAt()).isNull();
    }

    @Test
    void linkWithAnotherAppThatAcceptsAnybodyStaysOpen() {
        read(status("17", StatusState.DELETED, null));
        ConnectLink link = ConnectLink.newBuilder(link(account("threads-main", ExpectedKind.ACCOUNT, "17")))
                .setApps(List.of("threads-main", "facebook-main"))
                .build();

        assertThat(erase(link).getRevokedAt()).isNull();
    }

    @Test
    void linkThatWasMadeAfterTheDeletionAsksThePersonBack() {
        read(status("17", StatusState.DELETED, null));
        ConnectLink later = ConnectLink.newBuilder(link(account("threads-main", ExpectedKind.ACCOUNT, "17")))
                .setCreatedAt(NOW.plusMillis(1))
                .build();

        assertThat(erasure.isNeeded(later, NOW)).isFalse();
    }

    @Test
    void linkThatIsOverNamesNobodyAfterAWeek() {
        ConnectLink expired = ConnectLink.newBuilder(link(account("threads-main", ExpectedKind.HANDLE, "bo")))
                .setExpiresAt(NOW)
                .build();
        ConnectLink revoked = ConnectLink.newBuilder(link()).setRevokedAt(NOW).build();
        ConnectLink used = link();
        use(used, NOW);
        for (ConnectLink over : List.of(expired, revoked, used)) {
            assertThat(erasure.isNeeded(over, NOW.plus(LinkErasure.KEPT))).isFalse();
            assertThat(erasure.isNeeded(over, NOW.plus(LinkErasure.KEPT).plusMillis(1)))
                    .isTrue();
        }
        ConnectLink erased =
                erasure.erased(expired, version(NOW.plus(LinkErasure.KEPT).plusMillis(1)));
        assertThat(erased.getNote()).isNull();
        assertThat(erased.getRevokedAt()).isNull();
        assertThat(erased.getExpected()).containsExactly(account("threads-main", ExpectedKind.ERASED, ""));
        assertThat(erasure.isNeeded(erased, Instant.MAX)).isFalse();
    }

    @Test
    void linkThatCanStillBeUsedIsNotOver() {
        ConnectLink many = ConnectLink.newBuilder(link()).setSingle(false).build();
        ConnectLink two = ConnectLink.newBuilder(link())
                .setLinkId("two")
                .setApps(List.of("threads-main", "facebook-main"))
                .build();
        use(many, NOW);
        use(two, NOW);

        assertThat(erasure.isNeeded(many, NOW.plus(Duration.ofDays(8)))).isFalse();
        assertThat(erasure.isNeeded(two, NOW.plus(Duration.ofDays(8)))).isFalse();
    }

    @Test
    void moreAccountsThanTheLimitAreReportedAndTheirIdsStillCount() {
        read(status("17", StatusState.CONNECTED, "ada"));
        assertThat(deleted.check().isOk()).isTrue();
        read(status("18", StatusState.CONNECTED, "bo"));
        assertThat(deleted.check().isOk()).isFalse();
        assertThat(deleted.size()).isEqualTo(1);

        read(status("18", StatusState.DELETED, null));

        assertThat(erasure.isNeeded(link(account("threads-main", ExpectedKind.ACCOUNT, "18")), NOW))
                .isTrue();
    }

    private ConnectLink erase(ConnectLink link) {
        assertThat(erasure.isNeeded(link, NOW)).isTrue();
        return erasure.erased(link, version(NOW));
    }

    private void read(AccountStatus status) {
        deleted.add(status.getApp() + ":" + status.getAccountId(), status, PLACE);
    }

    private void use(ConnectLink link, Instant at) {
        String key = LinkUses.key(link.getLinkId(), "threads-main");
        uses.add(key, new LinkUse(key, link.getLinkId(), "threads-main", "consent", at), PLACE);
    }

    private static AccountStatus status(String id, StatusState state, @Nullable String name) {
        return AccountStatus.newBuilder()
                .setApp("threads-main")
                .setAccountId(id)
                .setAliases(List.of("alias"))
                .setKind(TokenKind.USER)
                .setDisplayName(name)
                .setState(state)
                .setFailureClass(FailureClass.NONE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(MADE)
                .setOrderedAt(MADE)
                .setSequence(1)
                .setChangedAt(NOW)
                .build();
    }

    private static ExpectedAccount account(String app, ExpectedKind kind, String value) {
        return new ExpectedAccount(app, kind, value);
    }

    private static RecordVersion version(Instant at) {
        return new RecordVersion(2L, "erasure", at, "console-service");
    }

    private static ConnectLink link(ExpectedAccount... expected) {
        return ConnectLink.newBuilder()
                .setLinkId("link")
                .setVersion(new RecordVersion(1L, "made", MADE, "key"))
                .setCreationId("made")
                .setCreatedAt(MADE)
                .setMadeUnder("links-1")
                .setApps(List.of("threads-main"))
                .setExpiresAt(NOW.plus(Duration.ofDays(100)))
                .setSingle(true)
                .setExpected(List.of(expected))
                .setNote("for Ada")
                .setSignedUnder("")
                .setSignature("")
                .build();
    }
}
