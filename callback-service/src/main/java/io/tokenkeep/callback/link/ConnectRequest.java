package io.tokenkeep.callback.link;

import io.tokenkeep.account.ClientId;
import org.jspecify.annotations.Nullable;

/** The request of a connect link: consent to an app, with the agency's label for the client. */
public record ConnectRequest(String app, @Nullable String client) {

    /** Fails with {@link IllegalArgumentException} if the label is not valid */
    public ConnectRequest {
        String problem = client == null ? null : ClientId.problem(client);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }
}
