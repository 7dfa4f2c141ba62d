package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a person's list of Pages to its end (Graph API, "Paginated results"): it ends where there is no next part, not
 * where a part is short or empty. A list that cannot be read whole is a failure. Thread-safe.
 */
final class FacebookPages {

    private static final String FIELDS = "id,name,access_token,tasks,instagram_business_account{id,username}";
    private static final String AT_ONCE = "100";

    /** A list of more than five thousand goes round in circles, or is longer than one record of Kafka's can tell. */
    static final int MOST_PARTS = 50;

    private final PartCall call;

    /** One part of the list. */
    record Part(
            List<PageGrant> pages, boolean last, @Nullable String after) {}

    /** Asks for the part of a person's list that the parameters name. */
    interface PartCall {
        Future<Reply<Part>> get(Secret token, String personId, Map<String, String> parameters);
    }

    FacebookPages(PartCall call) {
        this.call = call;
    }

    Future<Reply<List<PageGrant>>> all(Secret token, String personId) {
        return new Reading(token, personId).next(null);
    }

    private final class Reading {
        private final Secret token;
        private final String personId;
        private final Map<String, PageGrant> found = new LinkedHashMap<>();
        private int parts;

        Reading(Secret token, String personId) {
            this.token = token;
            this.personId = personId;
        }

        /** The provider's own link to what follows holds the token and names any host, so it is not followed. */
        Future<Reply<List<PageGrant>>> next(@Nullable String after) {
            Map<String, String> parameters = AppCalls.parameters("fields", FIELDS, "limit", AT_ONCE);
            if (after != null) {
                parameters.put("after", after);
            }
            parts++;
            return call.get(token, personId, parameters).compose(reply -> reply.then(part -> taken(part, after)));
        }

        private Future<Reply<List<PageGrant>>> taken(Part part, @Nullable String before) {
            part.pages().forEach(page -> found.merge(page.id(), page, (one, two) -> one.token() == null ? two : one));
            if (part.last()) {
                return Future.succeededFuture(Reply.given(List.copyOf(found.values())));
            }
            String after = part.after();
            return after == null || after.equals(before) || parts >= MOST_PARTS
                    ? Future.succeededFuture(Reply.failed(Failure.lost()))
                    : next(after);
        }
    }
}
