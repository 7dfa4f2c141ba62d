package io.tokenkeep.exchange.consent;

import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the provider answered about a consent: the token, its account, and the person's Pages.
 *
 * @param pagesScope the scope that a person has to grant before the list can be read; empty if it needs none
 * @param expectedPages the ids of the Pages that the consent was meant for; empty if it was meant for all
 */
public record Connection(
        LongLived issued, Profile profile, PageList list, Optional<String> pagesScope, List<String> expectedPages) {

    /** The connection of a consent that was meant for the Pages with these ids; their other Pages are withheld. */
    public Connection meantFor(List<String> ids) {
        return new Connection(issued, profile, list.meantFor(ids), pagesScope, ids);
    }

    /** The connection without the tokens of Pages that could not be published. */
    public Connection withoutTokensOf(List<PageGrant> pages) {
        return new Connection(issued, profile, list.withoutTokensOf(pages), pagesScope, expectedPages);
    }
}
