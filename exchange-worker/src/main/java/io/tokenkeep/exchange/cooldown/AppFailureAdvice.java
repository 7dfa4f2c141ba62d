package io.tokenkeep.exchange.cooldown;

import io.tokenkeep.exchange.provider.FailureKind;

/** What an operator has to check when a provider refuses an app. */
final class AppFailureAdvice {

    private AppFailureAdvice() {}

    /** The advice without the app's name, which the caller adds. */
    static String of(FailureKind kind) {
        return switch (kind) {
            case APP_BLOCKED -> "the provider has blocked the app: look at the app's dashboard";
            case HOST_REFUSED ->
                "the provider does not accept calls from this server's address:"
                        + " add the address to the app's allow-list, or wait if the provider has blocked it for a while";
            case REDIRECT_REFUSED -> "the provider refuses the app's redirect URI: compare it with the app's dashboard";
            case SECRET_REFUSED ->
                "the provider refuses the app's secret: compare client.secrets with the app's dashboard";
            default -> "the provider refuses the app: check its id, secrets, redirect URI and testers";
        };
    }
}
