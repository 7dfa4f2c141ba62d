package io.tokenkeep.console.link;

import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.caller.Caller;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a form cannot say of a connect link. Each failure is a problem that names the field. */
final class LinkRules {

    private static final Duration USUAL = Duration.ofDays(14);
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final LinkConfig config;
    private final Predicate<String> isClient;
    private final InstantSource clock;

    /** {@code isClient}: whether there is a client of this id. */
    LinkRules(LinkConfig config, Predicate<String> isClient, InstantSource clock) {
        this.config = config;
        this.isClient = isClient;
        this.clock = clock;
    }

    void check(LinkDraft draft, Caller caller) {
        draft.apps().forEach(this::checkApp);
        if (draft.apps().stream().distinct().count() < draft.apps().size()) {
            throw refused("apps: name each app once.");
        }
        checkClient(draft.client(), caller);
        checkExpected(draft.apps(), draft.expected());
        checkReturn(draft.returnUrl());
    }

    private void checkApp(String app) {
        if (!config.apps().contains(app)) {
            throw refused("apps: " + app + " is none of " + config.apps() + " (links.apps of console-service).");
        }
    }

    private void checkClient(@Nullable String client, Caller caller) {
        if (client == null && !caller.sees(null)) {
            throw refused("client: name one; only an API key with the role ADMIN makes a link for no client.");
        }
        if (client != null && (!caller.sees(client) || !isClient.test(client))) {
            throw refused("client: there is no client " + client + " that this API key sees.");
        }
    }

    private static void checkExpected(List<String> apps, List<ExpectedAccount> expected) {
        for (ExpectedAccount one : expected) {
            if (!apps.contains(one.getApp())) {
                throw refused("expected: " + one.getApp() + " is none of the link's apps.");
            }
        }
    }

    private void checkReturn(@Nullable String returnUrl) {
        if (returnUrl == null) {
            return;
        }
        try {
            URI url = new URI(returnUrl);
            if (!"https".equals(url.getScheme())
                    || url.getUserInfo() != null
                    || url.getHost() == null
                    || !config.returnHosts().contains(url.getHost())) {
                throw refused("returnUrl: needs https and one of the hosts " + config.returnHosts()
                        + " (links.return.hosts of console-service).");
            }
        } catch (URISyntaxException e) {
            throw refused("returnUrl: is no address.");
        }
    }

    /** The end of a link; {@code written} is null for the usual one. */
    Instant end(@Nullable String written) {
        Instant now = clock.instant();
        if (written == null) {
            return now.plus(USUAL);
        }
        try {
            Instant end = Instant.parse(written);
            if (end.isBefore(now.plus(SHORTEST)) || end.isAfter(now.plus(LONGEST))) {
                throw refused("expiresAt: lies at least an hour and at most 366 days from now.");
            }
            return end;
        } catch (DateTimeException e) {
            throw refused("expiresAt: write it as 2027-01-31T12:00:00Z.");
        }
    }

    static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
