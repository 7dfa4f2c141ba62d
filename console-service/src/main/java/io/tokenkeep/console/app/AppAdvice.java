package io.tokenkeep.console.app;

import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.avro.AppStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator has to do about an app, in English, with the setting to mend: of several things the most urgent one. */
record AppAdvice(VersionEnds ends) {

    /** How long before a version's end the app has to change to a later one. */
    static final Duration NOTICE = Duration.ofDays(90);

    /** Empty if there is nothing to do. Each record is null if nobody has written it. */
    Optional<String> of(String app, @Nullable AppStatus calls, @Nullable AppStatus breaker, Instant now) {
        if (calls != null && calls.getProblem() != null) {
            return Optional.of(problem("apps." + app + ".", calls.getProblem()));
        }
        if (breaker != null && breaker.getOpen()) {
            return Optional.of(
                    "So many people were refused that the app itself may be the reason, so none of its accounts is declared dead."
                            + " Look at the app's dashboard; refresh-worker closes the circuit breaker by itself when calls succeed.");
        }
        return calls == null || calls.getProvider() == null
                ? Optional.empty()
                : version("apps." + app + ".api.url", calls.getProvider(), calls.getApiVersion(), now);
    }

    private static String problem(String prefix, AppProblem problem) {
        return switch (problem) {
            case RATE_LIMITED -> "The app called too often. Its calls go on by themselves; nothing is lost meanwhile.";
            case SECRET_REFUSED ->
                "The provider refuses the app's secret. Compare " + prefix
                        + "client.secrets of exchange-worker with the app's dashboard.";
            case MISCONFIGURED ->
                "The provider refuses the app. Compare " + prefix + "client.id, " + prefix + "client.secrets and "
                        + prefix + "redirect.uri of exchange-worker, and the testers, with the app's dashboard.";
            case BLOCKED ->
                "The provider has blocked or disabled the app, or has not approved it. The app's dashboard says why; no setting mends it.";
            case HOST_REFUSED ->
                "The provider does not accept calls from the address of exchange-worker. Add the address to the app's allow-list.";
            case UNKNOWN -> "The app makes no calls. See the health of exchange-worker, component apps.";
        };
    }

    private Optional<String> version(String setting, String provider, @Nullable String version, Instant now) {
        String mend = " at the end of " + setting + " of callback-service and exchange-worker.";
        if (version == null) {
            return ends.hasSeveral(provider)
                    ? Optional.of(
                            "Calls name no version of the provider's API, so the provider chooses it, and it ends unannounced. Name one"
                                    + mend)
                    : Optional.empty();
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return ends.of(provider, version)
                .filter(end -> end.isBefore(today.plusDays(NOTICE.toDays())))
                .map(end -> "The version " + version + " of the provider's API "
                        + (end.isAfter(today) ? "ends" : "ended") + " on " + end + ". Name a later one" + mend);
    }
}
