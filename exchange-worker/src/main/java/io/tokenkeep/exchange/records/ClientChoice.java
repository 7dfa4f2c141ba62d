package io.tokenkeep.exchange.records;

import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.kit.rule.ClientRuleTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which client an account's token names: the one of a rule of the agency, otherwise the one of the consent. An account that is
 * known already keeps its client; refresh-worker sees to that. Thread-safe.
 */
public final class ClientChoice {

    /** How long after the start the rules are waited for. A token that names the wrong client is better than none. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final @Nullable ClientRuleTable rules;
    private final InstantSource clock;
    private final Instant waitsUntil;

    /** @param rules null if this installation has no console-service */
    public ClientChoice(@Nullable ClientRuleTable rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        this.waitsUntil = clock.instant().plus(LONGEST_WAIT);
    }

    /** Whether tokens may be published: all rules have been read, or could not be read for {@link #LONGEST_WAIT}. */
    public boolean isReady() {
        return rules == null || rules.table().caughtUp() || !clock.instant().isBefore(waitsUntil);
    }

    /** The client of a Page; {@code otherwise} if no rule names it. */
    public @Nullable String ofPage(String app, String pageId, @Nullable String otherwise) {
        return client(app, ExpectedKind.PAGE, pageId).orElse(otherwise);
    }

    /** The client of a person; a rule for an id goes before one for the handle. {@code otherwise} if no rule names them. */
    public @Nullable String ofPerson(
            String app, Profile profile, Collection<String> aliases, @Nullable String otherwise) {
        String username = profile.username();
        return client(app, ExpectedKind.ACCOUNT, profile.accountId())
                .or(() -> aliases.stream()
                        .flatMap(alias -> client(app, ExpectedKind.ACCOUNT, alias).stream())
                        .findFirst())
                .or(() -> username == null ? Optional.empty() : client(app, ExpectedKind.HANDLE, username))
                .orElse(otherwise);
    }

    private Optional<String> client(String app, ExpectedKind kind, String value) {
        return rules == null ? Optional.empty() : rules.client(app, kind, value);
    }
}
