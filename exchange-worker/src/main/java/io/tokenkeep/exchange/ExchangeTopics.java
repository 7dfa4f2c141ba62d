package io.tokenkeep.exchange;

import io.tokenkeep.topic.Topics;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics that this worker needs.
 *
 * @param refreshSecrets whether an app's provider gives refresh tokens
 * @param links whether this installation has the connect links and client rules of console-service
 * @param imports whether this installation imports tokens
 */
record ExchangeTopics(boolean refreshSecrets, boolean links, boolean imports) {

    private static final List<String> READ = List.of(Topics.AUTHORIZATION_CODES.name(), Topics.REFRESH_COMMANDS.name());
    private static final List<String> WRITTEN = List.of(
            Topics.AUTHORIZATION_PROGRESS.name(),
            Topics.AUTHORIZATION_OUTCOMES.name(),
            Topics.TOKENS.name(),
            Topics.REFRESH_OUTCOMES.name(),
            Topics.APP_STATUS.name(),
            Topics.DEAD_LETTERS_NAME);

    List<String> all() {
        Stream<String> followed =
                links ? Stream.of(Topics.CONNECT_LINKS.name(), Topics.CLIENT_RULES.name()) : Stream.empty();
        List<String> written = links ? writtenByConfirmations() : writtenByCodes();
        Stream<String> imported = imports
                ? Stream.concat(Stream.of(Topics.TOKEN_IMPORTS.name()), writtenByImports().stream())
                : Stream.empty();
        return Stream.of(READ.stream(), followed, written.stream(), imported)
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    List<String> writtenByCodes() {
        return with(writtenByCommands(), links, Topics.CONNECT_LINK_USES.name(), Topics.HELD_CONSENTS.name());
    }

    List<String> writtenByConfirmations() {
        return with(writtenByCodes(), links, Topics.CONSENT_DECISIONS.name(), Topics.ACCOUNT_COMMANDS.name());
    }

    List<String> writtenByImports() {
        return List.of(Topics.ACCOUNT_COMMANDS.name(), Topics.IMPORT_OUTCOMES.name(), Topics.DEAD_LETTERS_NAME);
    }

    List<String> writtenByCommands() {
        return with(WRITTEN, refreshSecrets, Topics.REFRESH_SECRETS.name());
    }

    private static List<String> with(List<String> topics, boolean needed, String... more) {
        return needed ? Stream.concat(topics.stream(), Stream.of(more)).toList() : topics;
    }
}
