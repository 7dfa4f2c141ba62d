package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the provider answered about a consent: the token, its account, and the person's Pages.
 *
 * @param pagesScope the scope that a person has to grant before the list can be read; empty if it needs none
 */
record Connection(LongLived issued, Profile profile, PageList list, Optional<String> pagesScope) {

    /** The connection with these Pages alone, by their ids. */
    Connection withPages(Set<String> ids) {
        return new Connection(issued, profile, list.only(ids), pagesScope);
    }

    /** The connection without the tokens of Pages that could not be published. */
    Connection withoutTokensOf(List<PageGrant> pages) {
        return new Connection(issued, profile, list.withoutTokensOf(pages), pagesScope);
    }
}
