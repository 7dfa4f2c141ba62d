package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIndexTest {

    private static final RecordPlace PLACE = new RecordPlace(0, 0, TestStatus.CHANGED);
    private static final Caller ADMIN = new Caller("a", "a", ApiRole.ADMIN, Set.of());
    private static final Caller READER = new Caller("r", "r", ApiRole.READ, Set.of());
    private static final Caller OF_SEVEN = new Caller("s", "s", ApiRole.OPERATE, Set.of("7"));

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private AccountIndex index;

    @BeforeEach
    void open() throws IOException {
        index = open(100, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private AccountIndex open(int limit, Optional<Path> parent) throws IOException {
        return AccountIndex.open(limit, MetaDescriptions.CATALOGUE, parent, nanos::get);
    }

    @Test
    void selectionHasTheKeysOfAllThatTheCallerSeesInTheirOrder() {
        add("3", StatusState.CONNECTED, status -> status.setClient("7"));
        add("1", StatusState.EXPIRING, status -> status.setClient("7"));
        assertThat(keys(index.select(AccountFilter.ALL, ADMIN, 10))).hasSize(2);
        // In another segment.
        add("2", StatusState.CONNECTED, status -> status.setClient("7"));
        add("3", StatusState.EXPIRING, status -> status.setClient("7"));
        add("9", StatusState.CONNECTED, status -> status.setClient("8"));
        index.showAll();

        AccountSelection selection = index.select(AccountFilter.ALL, OF_SEVEN, 3);

        assertThat(keys(selection)).containsExactly("threads-main:1", "threads-main:2", "threads-main:3");
        assertThat(selection.counts()).containsEntry(StatusState.EXPIRING, 2L).containsEntry(StatusState.CONNECTED, 1L);
        AccountSelection tooMany = index.select(AccountFilter.ALL, OF_SEVEN, 2);
        assertThat(tooMany.total()).isEqualTo(3);
        assertThat(tooMany.keys()).isEmpty();
        assertThat(index.seen(List.of("threads-main:9", "threads-main:2", "threads-main:none"), OF_SEVEN))
                .containsExactly("threads-main:2");
    }

    private static List<String> keys(AccountSelection selection) {
        return selection.keys().stream()
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void callerSeesAndCountsOnlyItsClients() {
        add("1", StatusState.CONNECTED, status -> status.setClient("7"));
        add("2", StatusState.EXPIRING, status -> status.setClient("8"));
        add("3", StatusState.CONNECTED, status -> status);

        assertThat(ids(ADMIN, AccountFilter.ALL)).containsExactly("1", "2", "3");
        assertThat(ids(READER, AccountFilter.ALL)).containsExactly("1", "2");
        AccountIndex.Page seen = index.page(AccountFilter.ALL, OF_SEVEN, AccountSort.KEY, null, 10);
        assertThat(seen.accounts()).extracting(AccountStatus::getAccountId).containsExactly("1");
        assertThat(seen.total()).isEqualTo(1);
        assertThat(seen.counts()).containsEntry(StatusState.EXPIRING, 0L).containsEntry(StatusState.CONNECTED, 1L);
        assertThat(index.find("threads-main:2", OF_SEVEN)).isEmpty();
        assertThat(index.find("threads-main:3", READER)).isEmpty();
        assertThat(index.find("threads-main:3", ADMIN)).isPresent();
        Caller adminOfSeven = new Caller("x", "x", ApiRole.ADMIN, Set.of("7"));
        assertThat(ids(adminOfSeven, AccountFilter.ALL)).containsExactly("1", "3");
    }

    @Test
    void accountsThatChangedOrLeftAreCountedOnceOrNotAtAll() {
        add("1", StatusState.CONNECTED, status -> status.setClient("7"));
        add("2", StatusState.CONNECTED, status -> status.setClient("7"));
        add("3", StatusState.EXPIRING, status -> status.setClient("7"));
        index.nowCaughtUp();
        ids(ADMIN, AccountFilter.ALL);
        add("1", StatusState.EXPIRING, status -> status.setClient("7"));
        assertThat(index.remove("threads-main:2", PLACE)).isTrue();

        for (Caller caller : List.of(ADMIN, READER, OF_SEVEN)) {
            AccountIndex.Page page = index.page(AccountFilter.ALL, caller, AccountSort.KEY, null, 1);
            assertThat(page.total()).isEqualTo(2);
            assertThat(page.counts())
                    .hasSize(StatusState.values().length)
                    .containsEntry(StatusState.EXPIRING, 2L)
                    .containsEntry(StatusState.CONNECTED, 0L);
        }
    }

    @Test
    void statesFilterTheListAndTheTotalButNotTheCounts() {
        add("1", StatusState.CONNECTED, status -> status);
        add("2", StatusState.EXPIRING, status -> status);
        add("3", StatusState.DISCONNECTED, status -> status);

        AccountIndex.Page page = index.page(
                new AccountFilter(Map.of(), Set.of(StatusState.EXPIRING, StatusState.DISCONNECTED), null, null),
                ADMIN,
                AccountSort.KEY,
                null,
                1);

        assertThat(page.accounts()).extracting(AccountStatus::getAccountId).containsExactly("2");
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.counts()).containsEntry(StatusState.CONNECTED, 1L);
    }

    @ParameterizedTest
    @CsvSource({
        "ada,          1 2",
        "'LOVE ad',    1",
        "lace,         ''",
        "love zz,      ''",
        "178,          1 178",
        "old-9,        2",
        "old-,         ''",
        "!,            ''",
        "'  grün ',    3",
    })
    void textFindsPartsOfNamesByPrefixIdsByPrefixAndAliasesExactly(String text, String expected) {
        add("1", StatusState.CONNECTED, status -> status.setDisplayName("Ada.Lovelace 178x"));
        add("2", StatusState.CONNECTED, status -> status.setDisplayName("Ada B").setAliases(List.of("old-9")));
        add("3", StatusState.CONNECTED, status -> status.setDisplayName("Café Grünland"));
        add("178", StatusState.CONNECTED, status -> status);

        AccountFilter filter =
                new AccountFilter(Map.of(), Set.of(), null, NameText.parse(text).orElseThrow());

        assertThat(ids(ADMIN, filter))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    @Test
    void textHasAtMostEightParts() {
        assertThat(NameText.parse("a b c d e f g h")).isPresent();
        assertThat(NameText.parse("a b c d e f g.h i")).isEmpty();
        assertThat(NameText.parse("  ")).isEmpty();
    }

    @Test
    void endIsTheEarlierOneAndAccountsWithoutOneDoNotEnd() {
        Instant end = TestStatus.CHANGED;
        add("1", StatusState.CONNECTED, status -> status.setExpiresAt(end));
        add("2", StatusState.CONNECTED, status -> status.setExpiresAt(end.plusSeconds(9))
                .setDataAccessExpiresAt(end.minusMillis(1)));
        add("3", StatusState.CONNECTED, status -> status);

        AccountFilter before = new AccountFilter(Map.of(), Set.of(), end.toEpochMilli() - 1, null);

        assertThat(ids(ADMIN, before)).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource(AccountSort.class)
    void pagesHaveEachAccountOnceInTheOrderAlsoWithTies(AccountSort sort) {
        for (int i = 0; i < 12; i++) {
            int tie = i % 3;
            add("%02d".formatted(11 - i), StatusState.CONNECTED, status -> status.setDisplayName(
                            tie == 2 ? null : tie == 1 ? "b" : "A")
                    .setExpiresAt(tie == 2 ? null : TestStatus.CHANGED.plusSeconds(tie))
                    .setChangedAt(TestStatus.CHANGED.plusSeconds(-tie)));
        }
        List<String> expected = sort == AccountSort.KEY
                ? List.of("00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11")
                : List.of("02", "05", "08", "11", "01", "04", "07", "10", "00", "03", "06", "09");

        assertThat(paged(sort, 1)).isEqualTo(expected);
        assertThat(paged(sort, 5)).isEqualTo(expected);
        assertThat(paged(sort, 12)).isEqualTo(expected);
    }

    @Test
    void pagesStayTheSameWhileOtherAccountsComeGoAndChange() {
        for (int i = 1; i < 7; i++) {
            add("" + i, StatusState.CONNECTED, status -> status);
        }
        AccountIndex.Page first = index.page(AccountFilter.ALL, ADMIN, AccountSort.KEY, null, 3);
        assertThat(first.next()).isNotNull();
        index.remove("threads-main:3", PLACE);
        add("0", StatusState.CONNECTED, status -> status);
        add("5", StatusState.EXPIRING, status -> status);
        index.showAll();

        AccountIndex.Page second = index.page(AccountFilter.ALL, ADMIN, AccountSort.KEY, first.next(), 3);

        assertThat(second.accounts()).extracting(AccountStatus::getAccountId).containsExactly("4", "5", "6");
        assertThat(second.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "bm8", "WyJrZXkiXQ", "WyJrZXkiLG51bGxd", "WyJrZXkiLDFd", "WyJuYW1lIiwiYSIsImIiXQ"})
    void placeOfAnotherOrderOrNoneIsNoPlace(String text) {
        assertThat(ListPlace.parse(AccountSort.KEY, text)).isEmpty();
    }

    @Test
    void deletedAndForgottenAccountsLeaveAtOnceAndUpdatesWithinAMoment() {
        add("1", StatusState.CONNECTED, status -> status);
        add("2", StatusState.CONNECTED, status -> status);
        index.nowCaughtUp();
        assertThat(ids(ADMIN, AccountFilter.ALL)).containsExactly("1", "2");

        index.add("threads-main:1", TestStatus.of("1", StatusState.DELETED).build(), PLACE);
        assertThat(ids(ADMIN, AccountFilter.ALL)).containsExactly("2");
        index.remove("threads-main:2", PLACE);
        assertThat(ids(ADMIN, AccountFilter.ALL)).isEmpty();

        add("3", StatusState.CONNECTED, status -> status);
        assertThat(ids(ADMIN, AccountFilter.ALL)).isEmpty();
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(ids(ADMIN, AccountFilter.ALL)).containsExactly("3");
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void partsHaveEachAccountThatStaysOnceWhileOthersComeAndGo() throws IOException {
        try (AccountIndex large = open(3000, Optional.empty())) {
            for (int i = 0; i < 2500; i++) {
                large.add("threads-main:" + (10_000 + i), status("" + (10_000 + i)), PLACE);
            }
            large.nowCaughtUp();
            List<String> read = new ArrayList<>();
            ListPlace after = null;
            do {
                AccountIndex.Found part = large.part(AccountFilter.ALL, ADMIN, after, 1000);
                part.accounts().forEach(account -> read.add(account.getAccountId()));
                after = part.next();
                // In front of the place.
                large.add("threads-main:0" + read.size(), status("0" + read.size()), PLACE);
                large.add("threads-main:10000", status("10000"), PLACE);
                large.remove("threads-main:11000", PLACE);
                large.showAll();
            } while (after != null);

            assertThat(read)
                    .doesNotHaveDuplicates()
                    .hasSize(2499)
                    .contains("10000", "12499")
                    .doesNotContain("11000");
        }
    }

    private static AccountStatus status(String id) {
        return TestStatus.of(id, StatusState.CONNECTED).build();
    }

    @Test
    void purgeLeavesNoByteOfADeletedAccountInTheFiles() throws IOException {
        try (AccountIndex onDisk = open(100, Optional.of(directory))) {
            for (int i = 0; i < 20; i++) {
                AccountStatus status = TestStatus.of("" + i, StatusState.CONNECTED)
                        .setDisplayName(i == 7 ? "Zyxwvuts" : i == 8 ? "Qponmlkj" : "Name" + i)
                        .build();
                onDisk.add("threads-main:" + i, status, PLACE);
            }
            onDisk.nowCaughtUp();
            onDisk.page(AccountFilter.ALL, ADMIN, AccountSort.KEY, null, 10);
            assertThat(filesWith("Zyxwvuts")).isNotEmpty();

            onDisk.add("threads-main:7", TestStatus.of("7", StatusState.DELETED).build(), PLACE);
            onDisk.purge();

            assertThat(filesWith("Zyxwvuts")).isEmpty();
            assertThat(filesWith("zyxwvuts")).isEmpty();
            assertThat(filesWith("Qponmlkj")).isNotEmpty();
            assertThat(onDisk.page(AccountFilter.ALL, ADMIN, AccountSort.KEY, null, 10)
                            .total())
                    .isEqualTo(19);
        }
        assertThat(filesWith("Qponmlkj")).as("nothing stays after the end").isEmpty();
    }

    @Test
    void startDeletesWhatAProcessBeforeLeftAndKeepsOthersOut() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("tokenkeep-accounts"));
        Path left = Files.writeString(folder.resolve("_7.cfs"), "Zyxwvuts");

        try (AccountIndex first = open(100, Optional.of(directory))) {
            assertThat(left).doesNotExist();
            assertThat(first.page(AccountFilter.ALL, ADMIN, AccountSort.KEY, null, 10)
                            .total())
                    .isZero();
            assertThatThrownBy(() -> open(100, Optional.of(directory))).isInstanceOf(IOException.class);
        }
        try (AccountIndex second = open(100, Optional.of(directory))) {
            assertThat(second.check().isOk()).isTrue();
        }
    }

    @Test
    void atTheBoundFurtherAccountsAreLeftOutAndTheHealthNamesTheSetting() throws IOException {
        try (AccountIndex small = open(1, Optional.empty())) {
            small.add(
                    "threads-main:1", TestStatus.of("1", StatusState.CONNECTED).build(), PLACE);
            small.add("threads-main:1", TestStatus.of("1", StatusState.EXPIRING).build(), PLACE);
            assertThat(small.check().isOk()).isTrue();

            small.add(
                    "threads-main:2", TestStatus.of("2", StatusState.CONNECTED).build(), PLACE);

            assertThat(small.check().failure()).contains("more than 1 ", "accounts.limit");
            assertThat(small.size()).isEqualTo(1);
        }
    }

    @Test
    void accountThatCannotBeIndexedFailsTheHealthAndLeavesTheOthers() {
        add("1", StatusState.CONNECTED, status -> status.setAliases(List.of("x".repeat(40_000))));
        add("2", StatusState.CONNECTED, status -> status);

        assertThat(index.check().failure()).contains("too long");
        assertThat(ids(ADMIN, AccountFilter.ALL)).containsExactly("2");
    }

    private List<String> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .map(Path::toString)
                    .toList();
        }
    }

    private List<String> paged(AccountSort sort, int size) {
        List<String> all = new ArrayList<>();
        Optional<ListPlace> after = Optional.empty();
        do {
            AccountIndex.Page page = index.page(AccountFilter.ALL, ADMIN, sort, after.orElse(null), size);
            page.accounts().forEach(status -> all.add(status.getAccountId()));
            after = Optional.ofNullable(page.next())
                    .map(place -> ListPlace.parse(sort, place.toString()).orElseThrow());
        } while (after.isPresent());
        return all;
    }

    private List<String> ids(Caller caller, AccountFilter filter) {
        return index.page(filter, caller, AccountSort.KEY, null, 50).accounts().stream()
                .map(AccountStatus::getAccountId)
                .toList();
    }

    /** The first search sees it, because the index is not read completely. */
    private void add(String id, StatusState state, UnaryOperator<AccountStatus.Builder> change) {
        index.add("threads-main:" + id, change.apply(TestStatus.of(id, state)).build(), PLACE);
        if (!index.caughtUp()) {
            index.showAll();
        }
    }
}
