package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.exchange.provider.PageWithoutToken.Reason;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.meta.FacebookPages.Listed;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a person's Pages: in the person's list, in the lists of business portfolios, and by the ids that inspection names as
 * granted (contradictions K41 and K44). A list is complete only if it was read to its end, and inspection names no Page that
 * could not be found. Not thread-safe: one instance for each search.
 */
final class FacebookPageSearch {

    /** The bound for one person. Further Pages are missing from the list. */
    static final int MOST_PAGES = 20_000;

    /** What a person has to grant before the list can be read. */
    static final String SCOPE = "pages_show_list";

    private static final String BUSINESSES = "business_management";

    private final PageCalls calls;
    private final String personId;
    private final Instant now;
    private final Map<String, PageGrant> found = new LinkedHashMap<>();
    private final List<PageWithoutToken> missing = new ArrayList<>();
    private @Nullable Failure failure;

    FacebookPageSearch(PageCalls calls, String personId, Instant now) {
        this.calls = calls;
        this.personId = personId;
        this.now = now;
    }

    /** The list and inspection are requested at the same time, because a person may be waiting. */
    Future<PageList> run() {
        Future<Reply<Inspection>> inspecting = calls.inspection();
        return new FacebookPages(
                        calls, Endpoint.PAGES, "/" + personId + "/accounts", MOST_PAGES, FacebookPageRequest.WHOLE)
                .read()
                .compose(listed -> inspecting.compose(inspected -> listed(listed, inspected)));
    }

    private Future<PageList> listed(Listed listed, Reply<Inspection> inspected) {
        listed.pages().forEach(page -> found.put(page.id(), page));
        failed(listed.failure());
        if (listed.isCut() || (failure != null && !isAboutTheList(failure.kind()))) {
            return Future.succeededFuture(ended());
        }
        return inspected.match(inspection -> inspected(listed, inspection), problem -> {
            failed(problem);
            return Future.succeededFuture(ended());
        });
    }

    private Future<PageList> inspected(Listed listed, Inspection inspection) {
        failed(inspection.problem());
        if (inspection.problem() != null) {
            return Future.succeededFuture(ended());
        }
        if (found.isEmpty() && !maySee(inspection)) {
            return Future.succeededFuture(PageList.failed(
                    failure == null
                            ? Failure.of(FailureKind.PERMISSION_MISSING, null, null)
                            : failure.as(FailureKind.PERMISSION_MISSING)));
        }
        Set<String> granted = inspection.pages();
        return portfolios(listed.request(), inspection)
                .compose(nothing -> granted(granted, listed.request()))
                .map(nothing -> ended());
    }

    /** A person who may not see the list is shown an empty one. */
    private boolean maySee(Inspection inspection) {
        Instant access = inspection.dataAccessExpiresAt();
        return inspection.scopes().contains(SCOPE) && (access == null || access.isAfter(now));
    }

    private Future<Void> portfolios(FacebookPageRequest request, Inspection inspection) {
        if (!inspection.scopes().contains(BUSINESSES)) {
            return Future.succeededFuture();
        }
        return new FacebookBusinessPages(calls, request).read().map(portfolios -> {
            failed(portfolios.failure());
            portfolios.pages().forEach(page -> ofPortfolio(page, inspection.pages()));
            return null;
        });
    }

    /** A Page that is not granted and has no token was not ticked. */
    private void ofPortfolio(PageGrant page, Set<String> granted) {
        if (page.token() != null) {
            found.merge(page.id(), page, (one, two) -> one.token() == null ? two : one);
        } else if (!found.containsKey(page.id()) && !granted.contains(page.id())) {
            missing.add(new PageWithoutToken(page.id(), page.name(), Reason.NOT_TICKED));
        }
    }

    /** The order changes each time. If there are more Pages than can be read, the next search reads others. */
    private Future<Void> granted(Set<String> granted, FacebookPageRequest request) {
        List<String> ids = new ArrayList<>(granted);
        ids.removeAll(found.keySet());
        Collections.shuffle(ids, new Random(now.toEpochMilli()));
        return new FacebookPagesById(calls, request.fields()).read(ids).map(byId -> {
            byId.read().forEach(page -> found.put(page.id(), page));
            byId.unread().forEach(id -> missing.add(new PageWithoutToken(id, null, Reason.NOT_REACHABLE)));
            failed(byId.failure());
            return null;
        });
    }

    /** Whether the failure is about this list. Otherwise the provider does not answer, or refuses everything. */
    private static boolean isAboutTheList(FailureKind kind) {
        return kind == FailureKind.PERMISSION_MISSING
                || kind == FailureKind.BAD_REQUEST
                || kind == FailureKind.TOO_MUCH_DATA;
    }

    private void failed(@Nullable Failure next) {
        failure = Optional.ofNullable(failure).orElse(next);
    }

    private PageList ended() {
        List<PageGrant> pages =
                found.values().stream().filter(page -> page.token() != null).toList();
        Set<PageWithoutToken> without = new LinkedHashSet<>();
        found.values().stream()
                .filter(page -> page.token() == null)
                .forEach(page -> without.add(new PageWithoutToken(page.id(), page.name(), Reason.NO_TOKEN)));
        // Records hold a bounded number, so Pages that the person did not tick come last.
        missing.stream()
                .filter(page -> !found.containsKey(page.id()))
                .sorted(Comparator.comparing(page -> page.reason() == Reason.NOT_TICKED))
                .forEach(without::add);
        return new PageList(pages, List.copyOf(without), reported(failure));
    }

    /** Even smaller requests failed this time, so the failure counts as transient. */
    private static @Nullable Failure reported(@Nullable Failure failure) {
        return failure != null && failure.kind() == FailureKind.TOO_MUCH_DATA
                ? failure.as(FailureKind.TRANSIENT)
                : failure;
    }
}
