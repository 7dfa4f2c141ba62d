package io.tokenkeep.exchange.consent;

import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.records.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the provider gave for a consent.
 *
 * @param issuedAt when the token was issued; its lifetime counts from here
 * @param confirmed whether somebody at the agency has confirmed the consent
 */
public record Obtained(App app, Answer answer, Connection connection, Instant issuedAt, boolean confirmed) {

    /** The same for another part of what the person gave. */
    public Obtained with(Connection wanted) {
        return new Obtained(app, answer, wanted, issuedAt, confirmed);
    }

    /** The granted scopes: by inspection, otherwise by the answer to the code. */
    public List<String> scopes() {
        List<String> inspected = connection.issued().scopes();
        return inspected.isEmpty() ? answer.scopes() : inspected;
    }

    public List<String> missingScopes(Consent consent) {
        return Scopes.missing(consent.code().getRequestedScopes(), scopes());
    }

    /** Other ids of the account. */
    public List<String> aliases() {
        Profile profile = connection.profile();
        return Stream.concat(profile.aliases().stream(), answer.aliases().stream())
                .filter(alias -> !alias.equals(profile.accountId()))
                .distinct()
                .toList();
    }
}
