package io.tokenkeep.console.link;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of a consent as the API has it, with a sentence for a person at the agency. */
final class OutcomeJson {

    private OutcomeJson() {}

    static JsonObject of(AuthorizationOutcome outcome) {
        JsonArray accounts = new JsonArray();
        outcome.getAccounts()
                .forEach(account -> accounts.add(named(account.getAccount(), account.getDisplayName())
                        .put("kind", account.getKind().name())));
        JsonArray missingPages = new JsonArray();
        outcome.getMissingPages()
                .forEach(page -> missingPages.add(named(page.getAccount(), page.getDisplayName())
                        .put("reason", page.getReason().name())));
        JsonObject json = new JsonObject()
                .put("app", outcome.getApp())
                .put("state", outcome.getState().name())
                .put("reason", outcome.getReason().name())
                .put("message", message(outcome))
                .put("decidedAt", outcome.getDecidedAt().toString())
                .put("accounts", accounts)
                .put("accountsTotal", outcome.getAccountsTotal())
                .put("missingScopes", new JsonArray(List.copyOf(outcome.getMissingScopes())))
                .put("missingPages", missingPages);
        Instant until = outcome.getWaitingUntil();
        return until == null ? json : json.put("waitingUntil", until.toString());
    }

    private static JsonObject named(String account, @Nullable String name) {
        JsonObject json = new JsonObject().put("account", account);
        return name == null ? json : json.put("name", name);
    }

    private static String message(AuthorizationOutcome outcome) {
        AuthorizationState state = outcome.getState();
        return switch (state) {
            case CONNECTED -> connected(outcome);
            case WAITING -> "The consent is here, and the connection is not finished: " + waiting(outcome.getReason());
            case FAILED -> failed(outcome.getReason());
            case UNDETERMINED ->
                "The result of this consent is lost. The account may be connected. If it is not, the person has to connect again.";
            case UNKNOWN -> "This version of console-service does not know this result.";
        };
    }

    private static String connected(AuthorizationOutcome outcome) {
        boolean lacksScopes = !outcome.getMissingScopes().isEmpty();
        boolean lacksPages = !outcome.getMissingPages().isEmpty();
        if (lacksScopes && lacksPages) {
            return "Connected, but the person did not allow all permissions, and some Pages are missing.";
        }
        if (lacksScopes) {
            return "Connected, but the person did not allow all permissions.";
        }
        return lacksPages ? "Connected, but some Pages are missing." : "Connected.";
    }

    private static String waiting(AuthorizationReason reason) {
        return switch (reason) {
            case RATE_LIMITED -> "the provider limits how often we may ask. Nobody has to do anything.";
            case PROVIDER_UNAVAILABLE -> "the provider does not answer. Nobody has to do anything.";
            case MISCONFIGURED ->
                "the settings of the app are wrong, here or at the provider. The operator has to correct them.";
            case KEY_UNKNOWN -> "a key is missing here. The operator has to add it.";
            case AWAITING_CONFIRMATION -> "somebody at the agency has to confirm it, see confirmations.";
            default -> "a part of Tokenkeep is not ready. Nobody has to do anything, unless it lasts.";
        };
    }

    private static String failed(AuthorizationReason reason) {
        return switch (reason) {
            case CODE_SPENT -> "The consent was used before, and its result is lost. The person has to connect again.";
            case CODE_EXPIRED -> "The consent could not be used within its hour. The person has to connect again.";
            case PERMISSION_MISSING ->
                "The person did not allow a permission that is needed. The person has to connect again and leave all permissions on.";
            case REAUTHORIZATION_REQUIRED ->
                "The provider did not accept the consent. The person has to connect again.";
            case USER_ACTION_REQUIRED ->
                "The provider wants something from the person. The person has to open the provider's app, follow what it says, and connect again.";
            case MISCONFIGURED, BAD_REQUEST, KEY_UNKNOWN ->
                "The settings of the app are wrong, here or at the provider. The operator has to correct them; then the person connects again.";
            case PROVIDER_UNAVAILABLE, RATE_LIMITED ->
                "The provider did not answer while the consent could be used. The person has to connect again.";
            case TOO_LATE -> "The consent came too late to be used. The person has to connect again.";
            case LINK_REFUSED ->
                "The link was revoked or used already. Nothing was connected. The person needs a new link.";
            case NOT_EXPECTED ->
                "The person consented with another account than the link expects. Nothing was connected or kept. The person has to"
                        + " connect again with the expected account.";
            case NOT_CONFIRMED ->
                "Nobody at the agency confirmed the consent in time, or somebody refused it. Nothing was connected or kept. If the"
                        + " account is to be connected, the person has to connect again.";
            case NONE, UNKNOWN, AWAITING_CONFIRMATION ->
                "The provider did not accept the connection. The person has to connect again.";
        };
    }
}
