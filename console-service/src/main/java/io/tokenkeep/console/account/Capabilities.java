package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Capability;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.tokenkeep.kit.provider.ProviderDescription.Requirement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each account can do now, by its state, its granted scopes and a Page's tasks, as far as these are known. Immutable, thread-safe.
 *
 * @param providers what their accounts can do at all, and what that needs
 */
record Capabilities(ProviderCatalogue providers) {

    /**
     * One capability of one account.
     *
     * @param possible whether the account can do it now
     * @param missingScopes what it needs and was not granted, as far as known
     * @param missingTask what the person behind a Page's token would have to be allowed to do there; null for nothing
     */
    record Possible(
            Capability capability,
            boolean possible,
            List<String> missingScopes,
            @Nullable String missingTask) {

        Possible {
            missingScopes = List.copyOf(missingScopes);
        }
    }

    /** Every capability that its provider knows for an account of its kind; none for one whose provider is not known. */
    List<Possible> of(AccountStatus status) {
        Map<Capability, Requirement> known = providers
                .find(status.getProvider())
                .filter(provider -> isActing(provider, status))
                .map(ProviderDescription::capabilities)
                .orElse(Map.of());
        return known.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> of(status, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What it can do now. */
    Stream<Capability> now(AccountStatus status) {
        return of(status).stream().filter(Possible::possible).map(Possible::capability);
    }

    /** Where there are Pages, the person behind them has no posts of their own that anybody could work with. */
    private static boolean isActing(ProviderDescription provider, AccountStatus status) {
        return !provider.has(Feature.PAGES) || status.getKind() == TokenKind.PAGE;
    }

    private static Possible of(AccountStatus status, Capability capability, Requirement needed) {
        List<String> missing = needed.scopes().stream()
                .filter(scope -> isMissing(scope, status))
                .sorted()
                .toList();
        String task = needed.task();
        boolean allowed =
                task == null || status.getTasks().isEmpty() || status.getTasks().contains(task);
        String missingTask = allowed ? null : task;
        boolean possible = isUsable(status.getState()) && missing.isEmpty() && missingTask == null;
        return new Possible(capability, possible, missing, missingTask);
    }

    /** Threads tells only testers what was granted, and nobody tells the tasks behind an imported Page: then nothing is known to be missing. */
    private static boolean isMissing(String scope, AccountStatus status) {
        return status.getScopes().isEmpty()
                ? status.getMissingScopes().contains(scope)
                : !status.getScopes().contains(scope);
    }

    /**
     * Whether the provider accepts the account's token. In USER_ACTION_REQUIRED the token is kept, and every call with it fails until the
     * person did what the provider asks for.
     */
    private static boolean isUsable(StatusState state) {
        return state == StatusState.CONNECTED || state == StatusState.EXPIRING;
    }
}
