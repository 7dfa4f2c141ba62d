package io.tokenkeep.exchange.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person's Pages, as far as they could be read.
 *
 * @param pages the Pages with a token
 * @param missing the Pages without a token
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

    /** The list with these Pages alone, by their ids. */
    public PageList only(Set<String> ids) {
        return new PageList(
                pages.stream().filter(page -> ids.contains(page.id())).toList(),
                missing.stream().filter(page -> ids.contains(page.id())).toList(),
                failure);
    }

    public static PageList failed(Failure failure) {
        return new PageList(List.of(), List.of(), failure);
    }

    /** Whether nothing is known of the person's Pages. */
    public boolean isRefused() {
        return failure != null && pages.isEmpty() && missing.isEmpty();
    }
}
