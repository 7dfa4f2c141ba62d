package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.exchange.provider.ClientSecrets;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.OwnToken;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.AppConfig;
import io.vertx.core.Future;

/** Asks for an app's own token, in Facebook's and Threads' form of RFC 6749 4.4.2. */
final class GraphOwnTokenCall {

    private GraphOwnTokenCall() {}

    static Future<Reply<OwnToken>> make(AppConfig app, ClientSecrets secrets, AppCalls calls) {
        return secrets.call(secret -> calls.get(new Call<>(
                Endpoint.OWN_TOKEN,
                app.endpoints().token(),
                "/oauth/access_token",
                AppCalls.parameters(
                        "grant_type", "client_credentials",
                        "client_id", app.client().id(),
                        "client_secret", secret.reveal()),
                GraphTokenAnswers::ownToken)));
    }
}
