package io.tokenkeep.console.confirm;

import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.console.api.TimedPlace;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the agency sees of a consent that waits for a confirmation: all of its record but what its tokens are made of.
 *
 * @param refused whether it waits for its revocation; then nobody is shown it
 * @param client of the connect link; null for none
 * @param link the linkId of the connect link
 * @param account the key of the person's account
 * @param aliases other ids of that account
 * @param consentedAt the broker's time of the consent
 * @param accountsTotal how many accounts there are; more than {@code accounts} has when the list was cut
 * @param listComplete whether the list of the person's Pages could be read completely
 * @param until when the consent ends without a confirmation
 */
public record WaitingConsent(
        String id,
        boolean refused,
        String app,
        @Nullable String client,
        @Nullable String link,
        String account,
        List<String> aliases,
        Instant consentedAt,
        List<ConnectedAccount> accounts,
        int accountsTotal,
        List<String> missingScopes,
        List<MissingPage> missingPages,
        boolean listComplete,
        Instant heldAt,
        Instant until) {

    public WaitingConsent {
        aliases = List.copyOf(aliases);
        accounts = List.copyOf(accounts);
        missingScopes = List.copyOf(missingScopes);
        missingPages = List.copyOf(missingPages);
    }

    static WaitingConsent of(HeldConsent held) {
        return new WaitingConsent(
                held.getAuthorizationId(),
                held.getState() == HeldState.TO_BE_REVOKED,
                held.getCode().getApp(),
                held.getCode().getClient(),
                held.getCode().getConnectLink(),
                held.getAccount(),
                held.getAliases(),
                held.getOrderedAt(),
                held.getAccounts(),
                held.getAccountsTotal(),
                held.getMissingScopes(),
                held.getMissingPages(),
                held.getListFailure() == null,
                held.getHeldAt(),
                held.getUntil());
    }

    /** Where it stands in the order of the confirmations. */
    TimedPlace place() {
        return new TimedPlace(until, id);
    }

    /** Whether the data of its person was deleted after the consent, under whichever id. */
    public boolean isErased(BiPredicate<String, Instant> deletedSince) {
        return deletedSince.test(account, consentedAt)
                || aliases.stream().anyMatch(alias -> deletedSince.test(app + ":" + alias, consentedAt));
    }

    /** Without the accounts whose data was deleted since it waits. */
    WaitingConsent withoutDeleted(BiPredicate<String, Instant> deletedSince) {
        return new WaitingConsent(
                id,
                refused,
                app,
                client,
                link,
                account,
                aliases,
                consentedAt,
                accounts.stream()
                        .filter(one -> !deletedSince.test(one.getAccount(), heldAt))
                        .toList(),
                accountsTotal,
                missingScopes,
                missingPages.stream()
                        .filter(one -> !deletedSince.test(one.getAccount(), heldAt))
                        .toList(),
                listComplete,
                heldAt,
                until);
    }
}
