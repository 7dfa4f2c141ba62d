package io.tokenkeep.topic;

import java.util.Map;

/** The contents of each topic, described for an operator who is about to delete it. */
final class Contents {

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry(Topics.AUTHORIZATION_CODES.name(), "every consent that is not exchanged yet"),
            Map.entry(Topics.AUTHORIZATION_PROGRESS.name(), "the answers received for consents that are not finished"),
            Map.entry(Topics.AUTHORIZATION_OUTCOMES.name(), "the results of consents that people can look up"),
            Map.entry(Topics.HELD_CONSENTS.name(), "every consent that waits for a confirmation"),
            Map.entry(Topics.CONSENT_DECISIONS.name(), "confirmations and refusals that are not carried out yet"),
            Map.entry(Topics.TOKENS.name(), "every token, so that everybody has to consent again"),
            Map.entry(Topics.REFRESH_COMMANDS.name(), "commands that are not carried out yet"),
            Map.entry(Topics.REFRESH_OUTCOMES.name(), "answers to commands that are not processed yet"),
            Map.entry(
                    Topics.REFRESH_SECRETS.name(),
                    "every refresh token, so that the persons behind them have to consent again"),
            Map.entry(Topics.REFRESH_WORKER_LINKS.name(), "which accounts belong together"),
            Map.entry(
                    Topics.ACCOUNT_COMMANDS.name(),
                    "disconnections, deletions and assignments that are not carried out yet"),
            Map.entry(Topics.TOKEN_IMPORTS.name(), "imported tokens that are not verified yet"),
            Map.entry(Topics.IMPORTS.name(), "which imports there were, and which of their rows were refused at once"),
            Map.entry(Topics.IMPORT_OUTCOMES.name(), "the results of imports that people can look up"),
            Map.entry(
                    Topics.BULK_ACTIONS.name(),
                    "bulk actions that are not carried out yet, and the results of the others"),
            Map.entry(Topics.ACCOUNT_STATUS.name(), "the state of every account, until it changes again"),
            Map.entry(Topics.ACCOUNT_EVENTS.name(), "the history of all accounts"),
            Map.entry(Topics.LOST_PAGES.name(), "which Pages a consent of the last days took away"),
            Map.entry(Topics.APP_STATUS.name(), "the status of each app, until it changes again"),
            Map.entry(Topics.DATA_DELETIONS.name(), "the states of deletions that people can look up"),
            Map.entry(Topics.CLIENTS.name(), "every client of the agency"),
            Map.entry(Topics.CLIENT_RULES.name(), "every rule that says to which client an account belongs"),
            Map.entry(Topics.API_KEYS.name(), "every API key, so that all programs need new ones"),
            Map.entry(Topics.CONNECT_LINKS.name(), "every connect link, so that all of them are refused"),
            Map.entry(Topics.CONNECT_LINK_USES.name(), "which single links were used, so that they can be used again"),
            Map.entry(Topics.CONNECT_LINK_STEPS.name(), "how far people have come with their connect links"),
            Map.entry(Topics.IDEMPOTENCY_KEYS.name(), "which requests were made already"),
            Map.entry(Topics.CONSOLE_AUDIT.name(), "the history of changes made through console-service"),
            Map.entry(Topics.DEAD_LETTERS_NAME, "the records that could not be read"));

    private Contents() {}

    static String of(String topic) {
        return DESCRIPTIONS.getOrDefault(topic, "all that is on it");
    }
}
