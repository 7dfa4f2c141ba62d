package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;

/** Everything the provider told about a consent: the token, whose it is, and the person's Pages. */
record Connection(LongLived issued, Profile profile, PageList list) {

    Connection withList(PageList other) {
        return new Connection(issued, profile, other);
    }
}
