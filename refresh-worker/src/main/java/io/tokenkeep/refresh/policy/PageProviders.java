package io.tokenkeep.refresh.policy;

import java.util.Set;

/** The ids of the providers whose persons have Pages, with tokens of their own and a grant that can be taken back. */
public record PageProviders(Set<String> ids) {

    public PageProviders {
        ids = Set.copyOf(ids);
    }

    public boolean contains(String provider) {
        return ids.contains(provider);
    }
}
