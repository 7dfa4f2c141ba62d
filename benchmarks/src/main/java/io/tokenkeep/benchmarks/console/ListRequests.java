package io.tokenkeep.benchmarks.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The requests for lists: of each kind several, with other values. */
final class ListRequests {

    /** Of one kind. Few enough that the floor holds all of their answers. */
    static final int OF_EACH = 20;

    private static final String PATH = "/api/v1/accounts";
    private static final int DEEP_PAGES = 200;
    private static final List<String> SORTS = List.of("key", "endsAt", "changedAt", "name");

    /** Gets the place at which the page after this path's begins. */
    @FunctionalInterface
    interface Next {
        String after(String path) throws Exception;
    }

    private ListRequests() {}

    /** By the names of their kinds. Walks through pages to find the places of those that stand deep inside. */
    static Map<String, List<String>> of(int accounts, Next next) throws Exception {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        add(kinds, "all", i -> "?limit=" + (50 + i));
        add(kinds, "app", i -> "?app=" + ListedAccounts.app(i));
        add(kinds, "client", i -> "?client=client-" + i * 37 % ListedAccounts.CLIENTS);
        add(kinds, "provider", i -> "?provider=" + ListedAccounts.provider(i) + "&limit=" + (50 + i));
        add(kinds, "kind", i -> "?kind=" + (i % 2 == 0 ? "PAGE" : "USER") + "&limit=" + (50 + i));
        add(kinds, "can", i -> "?can=" + (i % 2 == 0 ? "PUBLISH" : "READ") + "&limit=" + (50 + i));
        add(kinds, "states", i -> "?state=EXPIRING&state=USER_ACTION_REQUIRED&sort=endsAt&limit=" + (50 + i));
        add(kinds, "endsBefore", i -> "?endsBefore=" + ListedAccounts.NOW.plusSeconds(86_400L * (i + 1)));
        add(
                kinds,
                "name",
                i -> "?text=" + List.of("ada", "hop", "kat%20jo", "al", "t%20d").get(i % 5) + "&limit=" + (50 + i));
        add(kinds, "id", i -> "?text=" + ListedAccounts.accountId(i * 4_001 % accounts));
        add(kinds, "several", i -> "?app=" + ListedAccounts.app(i) + "&can=PUBLISH&text=gra&sort=name");
        for (String sort : SORTS) {
            add(kinds, "sort " + sort, i -> "?sort=" + sort + "&limit=" + (50 + i));
        }
        for (String sort : SORTS) {
            String place = deep(sort, accounts, next);
            add(kinds, "deep by " + sort, i -> "?sort=" + sort + "&after=" + place + "&limit=" + (50 + i));
        }
        return kinds;
    }

    private static void add(Map<String, List<String>> kinds, String kind, IntFunction<String> query) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            paths.add(PATH + query.apply(i));
        }
        kinds.put(kind, paths);
    }

    /** In the middle of the list, or 40,000 accounts inside. */
    private static String deep(String sort, int accounts, Next next) throws Exception {
        String first = PATH + "?limit=200&sort=" + sort;
        String place = next.after(first);
        for (int page = 1; page < Math.min(DEEP_PAGES, accounts / 400); page++) {
            place = next.after(first + "&after=" + place);
        }
        return place;
    }
}
