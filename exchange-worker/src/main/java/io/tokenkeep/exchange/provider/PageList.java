package io.tokenkeep.exchange.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person's Pages, as far as they could be read.
 *
 * @param pages the Pages with a token
 * @param missing the Pages without a token, and those that are withheld
 * @param failure why the list is not complete, so that it says nothing about a Page that it lacks; null if it is complete
 */
public record PageList(
        List<PageGrant> pages,
        List<PageWithoutToken> missing,
        @Nullable Failure failure) {

    /** The list of a provider without Pages. */
    public static final PageList NONE = new PageList(List.of(), List.of(), null);

    public PageList {
        pages = List.copyOf(pages);
        missing = List.copyOf(missing);
    }

    /** The list without the tokens of Pages whose records were too large. */
    public PageList withoutTokensOf(Collection<PageGrant> lost) {
        if (lost.isEmpty()) {
            return this;
        }
        List<PageWithoutToken> more = new ArrayList<>();
        Set<String> ids = lost.stream().map(PageGrant::id).collect(Collectors.toSet());
        lost.forEach(
                page -> more.add(new PageWithoutToken(page.id(), page.name(), PageWithoutToken.Reason.NOT_REACHABLE)));
        more.addAll(missing);
        return new PageList(
                pages.stream().filter(page -> !ids.contains(page.id())).toList(),
                more,
                failure == null ? Failure.of(FailureKind.BAD_REQUEST, null, null) : failure);
    }

    /**
     * The list of a consent that was meant for the Pages with these ids, or for all Pages if there are no ids. The other Pages are
     * withheld, and of those that have no token nothing is said.
     */
    public PageList meantFor(Collection<String> ids) {
        if (ids.isEmpty()) {
            return this;
        }
        Stream<PageWithoutToken> named = missing.stream().filter(page -> ids.contains(page.id()));
        Stream<PageWithoutToken> withheld = pages.stream()
                .filter(page -> !ids.contains(page.id()))
                .map(page -> new PageWithoutToken(page.id(), page.name(), PageWithoutToken.Reason.WITHHELD));
        return new PageList(
                pages.stream().filter(page -> ids.contains(page.id())).toList(),
                Stream.concat(named, withheld).toList(),
                failure);
    }

    /** The Pages that the person gave and for which the consent was not meant. */
    public List<PageWithoutToken> withheld() {
        return missing.stream()
                .filter(page -> page.reason() == PageWithoutToken.Reason.WITHHELD)
                .toList();
    }

    public static PageList failed(Failure failure) {
        return new PageList(List.of(), List.of(), failure);
    }

    /** Whether nothing is known of the person's Pages. */
    public boolean isRefused() {
        return failure != null && pages.isEmpty() && missing.isEmpty();
    }
}
