package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that find a person's Pages, each with that person's token. */
interface PageCalls {

    /** One part of a list of Pages, or of other objects with an id. */
    record Part(
            List<PageGrant> pages, boolean last, @Nullable String after) {}

    Future<Reply<Part>> part(Endpoint endpoint, String path, Map<String, String> parameters);

    Future<Reply<PageGrant>> page(String id, FacebookPageRequest.Fields fields);

    Future<Reply<Inspection>> inspection();

    /** Whether there is time for further calls. */
    boolean inTime();
}
