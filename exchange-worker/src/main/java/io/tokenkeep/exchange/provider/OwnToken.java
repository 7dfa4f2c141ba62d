package io.tokenkeep.exchange.provider;

import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.kit.config.AppConfig;
import io.vertx.core.Future;

/** The provider gave the app a token of its own. The token itself is of no use here and is not kept. */
public record OwnToken() {

    /** Facebook's and Threads' form of RFC 6749 4.4.2. */
    static Future<Reply<OwnToken>> ask(AppConfig app, ClientSecrets secrets, AppCalls calls) {
        return secrets.call(secret -> calls.get(new Call<>(
                Endpoint.OWN_TOKEN,
                app.tokenUri(),
                "/oauth/access_token",
                AppCalls.parameters(
                        "grant_type", "client_credentials",
                        "client_id", app.clientId(),
                        "client_secret", secret.reveal()),
                TokenAnswers::ownToken)));
    }
}
