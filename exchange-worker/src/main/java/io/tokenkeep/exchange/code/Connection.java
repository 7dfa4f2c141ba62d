package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.Profile;
import java.util.List;

/** Everything the provider told about a consent: the token, whose it is, and the person's Pages. */
record Connection(LongLived issued, Profile profile, List<PageGrant> pages) {

    Connection {
        pages = List.copyOf(pages);
    }

    List<PageGrant> withheld() {
        return pages.stream().filter(page -> page.token() == null).toList();
    }
}
