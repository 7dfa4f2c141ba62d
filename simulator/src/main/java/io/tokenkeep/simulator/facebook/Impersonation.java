package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.registry.IssuedToken;
import java.util.Set;

/** Whether a person's grant allows an app to act as one of their Pages (K26). */
final class Impersonation {
    private static final Set<String> ANY_OF = Set.of(
            "pages_read_engagement",
            "pages_manage_posts",
            "pages_manage_metadata",
            "pages_manage_engagement",
            "pages_read_user_content",
            "pages_manage_ads",
            "pages_messaging");

    private Impersonation() {}

    static boolean isPermitted(IssuedToken token) {
        return token.scopes().stream().anyMatch(ANY_OF::contains);
    }

    static GraphEnvelope refusal() {
        return GraphEnvelope.of(
                400,
                190,
                "Any of the pages_read_engagement, pages_manage_metadata, pages_read_user_content, pages_manage_ads,"
                        + " pages_manage_posts or pages_messaging permission(s) must be granted before impersonating a"
                        + " user's page.");
    }
}
