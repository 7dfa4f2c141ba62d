package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists against a plain list that is sorted, with more accounts than Lucene reads before it begins to skip. */
class AccountOrderTest {

    private static final int ACCOUNTS = 2000;
    private static final RecordPlace PLACE = new RecordPlace(0, 0, TestStatus.CHANGED);
    private static final Caller ADMIN = new Caller("a", "a", ApiRole.ADMIN, Set.of());
    private static final Caller READER = new Caller("r", "r", ApiRole.READ, Set.of());
    private static final Caller OF_SEVEN = new Caller("s", "s", ApiRole.READ, Set.of("7"));
    private static final Instant LAST_END = TestStatus.CHANGED.plusSeconds(300);
    private static final Map<String, AccountStatus> PLAIN = new TreeMap<>();

    private static AccountIndex index;

    /** A filter, and what is left out by it. */
    private record Case(String name, AccountFilter filter, Caller caller, Predicate<AccountStatus> accepts) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Several segments, of which some accounts changed and others left. */
    @BeforeAll
    static void fill() throws IOException {
        index = AccountIndex.open(ACCOUNTS, MetaDescriptions.CATALOGUE, Optional.empty(), () -> 0);
        SplittableRandom random = new SplittableRandom(16);
        for (int i = 0; i < 2 * ACCOUNTS; i++) {
            AccountStatus status = status(random);
            String key = AccountJson.key(status);
            if (random.nextInt(10) == 0) {
                index.remove(key, PLACE);
                PLAIN.remove(key);
            } else {
                index.add(key, status, PLACE);
                PLAIN.put(key, status);
            }
            if (i % 700 == 0) {
                index.showAll();
                assertThat(index.page(AccountFilter.ALL, ADMIN, AccountSort.KEY, null, 1)
                                .total())
                        .isEqualTo(PLAIN.size());
            }
        }
        index.showAll();
    }

    @AfterAll
    static void close() throws IOException {
        index.close();
        PLAIN.clear();
    }

    static Stream<Arguments> cases() {
        List<Case> cases = List.of(
                new Case("all", AccountFilter.ALL, ADMIN, status -> true),
                new Case("reader's", AccountFilter.ALL, READER, status -> status.getClient() != null),
                new Case("of a client", AccountFilter.ALL, OF_SEVEN, status -> "7".equals(status.getClient())),
                new Case("app", AccountFilter.of(AccountFields.APP, "app-2"), ADMIN, status -> status.getApp()
                        .equals("app-2")),
                new Case(
                        "ends",
                        new AccountFilter(Map.of(), Set.of(), LAST_END.toEpochMilli(), null),
                        READER,
                        status -> status.getClient() != null
                                && status.getExpiresAt() != null
                                && !status.getExpiresAt().isAfter(LAST_END)),
                new Case(
                        "text",
                        new AccountFilter(
                                Map.of(), Set.of(), null, NameText.parse("ad").orElseThrow()),
                        ADMIN,
                        status -> status.getDisplayName() != null
                                && status.getDisplayName()
                                        .toLowerCase(Locale.ROOT)
                                        .startsWith("ad")));
        return cases.stream().flatMap(one -> Stream.of(AccountSort.values())
                .flatMap(sort -> Stream.of(Set.<StatusState>of(), Set.of(StatusState.EXPIRING))
                        .map(states -> Arguments.of(one, sort, states))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pagesAreThoseOfAPlainListThatIsSorted(Case one, AccountSort sort, Set<StatusState> states) {
        AccountFilter filter = new AccountFilter(one.filter.exact(), states, one.filter.lastEnd(), one.filter.text());
        List<AccountStatus> inAnyState =
                PLAIN.values().stream().filter(one.accepts).toList();
        List<String> expected = inAnyState.stream()
                .filter(status -> states.isEmpty() || states.contains(status.getState()))
                .sorted(order(sort))
                .map(AccountJson::key)
                .toList();
        Map<StatusState, Long> counts =
                inAnyState.stream().collect(Collectors.groupingBy(AccountStatus::getState, Collectors.counting()));

        List<String> paged = new ArrayList<>();
        ListPlace after = null;
        do {
            AccountIndex.Page page = index.page(filter, one.caller, sort, after, 499);
            page.accounts().forEach(status -> paged.add(AccountJson.key(status)));
            assertThat(page.total()).isEqualTo(expected.size());
            for (StatusState state : StatusState.values()) {
                assertThat(page.counts()).containsEntry(state, counts.getOrDefault(state, 0L));
            }
            after = page.next();
        } while (after != null);

        assertThat(expected).isNotEmpty();
        assertThat(paged).isEqualTo(expected);
    }

    private static Comparator<AccountStatus> order(AccountSort sort) {
        Comparator<AccountStatus> byKey = Comparator.comparing(AccountJson::key);
        Function<AccountStatus, Instant> end =
                status -> Optional.ofNullable(status.getExpiresAt()).orElse(Instant.MAX);
        Comparator<String> noneLast = Comparator.nullsLast(Comparator.naturalOrder());
        return switch (sort) {
            case KEY -> byKey;
            case ENDS_AT -> Comparator.comparing(end).thenComparing(byKey);
            case CHANGED_AT ->
                Comparator.comparing(AccountStatus::getChangedAt).reversed().thenComparing(byKey);
            case NAME ->
                Comparator.comparing(AccountOrderTest::lowerName, noneLast).thenComparing(byKey);
        };
    }

    private static @Nullable String lowerName(AccountStatus status) {
        String name = status.getDisplayName();
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    /** With few values, so that many are the same. */
    private static AccountStatus status(SplittableRandom random) {
        int number = random.nextInt(ACCOUNTS);
        return TestStatus.of("" + number, random.nextInt(4) == 0 ? StatusState.EXPIRING : StatusState.CONNECTED)
                .setApp("app-" + number % 3)
                .setClient(random.nextInt(4) == 0 ? null : "" + random.nextInt(6, 9))
                .setDisplayName(
                        random.nextInt(8) == 0
                                ? null
                                : List.of("Ada ", "ada ", "Grace ").get(random.nextInt(3)) + random.nextInt(2000))
                .setExpiresAt(random.nextInt(3) == 0 ? null : TestStatus.CHANGED.plusSeconds(random.nextInt(1000)))
                .setChangedAt(TestStatus.CHANGED.plusSeconds(random.nextInt(1000)))
                .build();
    }
}
