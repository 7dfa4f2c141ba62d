package io.tokenkeep.callback.link;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.LinkWebPages;
import io.tokenkeep.callback.page.RedirectWebPages;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.ConsentConfig.LoginConfiguration;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.link.LinkToken;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connect links that console-service makes. Their address has a token; all else is in the link's record, so the agency can
 * change and revoke a link that it has sent. Opening one starts nothing and uses nothing, because mail scanners open links, and press their
 * buttons too; it is only noted as a step. Thread-safe.
 */
public final class ConsoleLinks {

    /** Where a link is opened; short, because links are printed. */
    public static final String ROUTE = "/c/";

    /** As long as {@link Restart} lets a person go on after the link's end. */
    private static final Duration LATE = Duration.ofHours(2);

    private final LinkTable table;
    private final LinkUses uses;
    private final LinkSteps steps;
    private final Apps apps;
    private final ProvidersByApp providers;
    private final URI publicUrl;

    /** What is known of links, and what is written of them. */
    public record Parts(LinkTable table, LinkUses uses, LinkSteps steps) {}

    /** {@code publicUrl}: the address that people use, for those who have to copy a link. */
    public ConsoleLinks(Parts parts, Apps apps, ProvidersByApp providers, URI publicUrl) {
        this.table = parts.table();
        this.uses = parts.uses();
        this.steps = parts.steps();
        this.apps = apps;
        this.providers = providers;
        this.publicUrl = publicUrl;
    }

    /** The page of a link that was opened; {@code userAgent} is what the browser says of itself. */
    public WebPage page(String typed, @Nullable String userAgent) {
        Optional<LinkToken> token = LinkToken.parse(typed);
        if (token.isEmpty()) {
            return LinkWebPages.refused();
        }
        String linkId = token.get().linkId();
        return table.find(linkId, Duration.ZERO)
                .match(
                        link -> open(link, token.get(), InAppBrowser.is(userAgent)),
                        LinkWebPages::expired,
                        LinkWebPages::revoked,
                        this::unknown)
                .forAudience(audience(linkId));
    }

    private WebPage open(ConnectLink link, LinkToken token, boolean inApp) {
        if (link.getApps().stream().allMatch(app -> isUsed(link, app, null))) {
            return LinkWebPages.used();
        }
        steps.opened(link.getLinkId());
        String path = ROUTE + token.text();
        String copied = inApp ? publicUrl.resolve(path).toString() : null;
        return LinkWebPages.open(path, ways(link, false), ways(link, true), copied);
    }

    /** Begins with the invitation of a link to one of its apps, or refuses with the page that says why there is none. */
    public <T> T choose(String typed, String app, Function<Invitation, T> begin, Function<WebPage, T> refuse) {
        Optional<LinkToken> token = LinkToken.parse(typed);
        if (token.isEmpty()) {
            return refuse.apply(LinkWebPages.refused());
        }
        String linkId = token.get().linkId();
        Function<WebPage, T> refused = page -> refuse.apply(page.forAudience(audience(linkId)));
        return table.find(linkId, Duration.ZERO)
                .match(
                        link -> {
                            if (!link.getApps().contains(app)) {
                                return refused.apply(LinkWebPages.refused());
                            }
                            return isUsed(link, app, null)
                                    ? refused.apply(LinkWebPages.used())
                                    : begin.apply(invitation(link, app));
                        },
                        () -> refused.apply(LinkWebPages.expired()),
                        () -> refused.apply(LinkWebPages.revoked()),
                        () -> refused.apply(unknown()));
    }

    /** A browser leaves for the provider with this invitation; {@code browserHash} is that of its state. */
    public void left(Invitation invitation, byte[] browserHash) {
        String linkId = invitation.connectLink();
        if (linkId != null) {
            steps.left(linkId, invitation.request().app(), browserHash);
        }
    }

    /** The provider has sent back the browser of an authentic state, with a consent or without one. */
    public void returned(Invitation invitation, byte[] browserHash) {
        String linkId = invitation.connectLink();
        if (linkId != null && table.find(linkId, LATE).match(link -> true, () -> false, () -> false, () -> false)) {
            steps.returned(linkId, invitation.request().app(), browserHash);
        }
    }

    /**
     * The app that a link asks for beside one that was connected just now. For a single link it is the first app that is not used;
     * for another link nobody knows which apps this person has connected, so it is the next one in the link's order.
     */
    public Optional<LinkWebPages.Way> next(@Nullable String linkId, String app) {
        return Optional.ofNullable(linkId)
                .flatMap(id -> table.find(id, Duration.ZERO)
                        .match(Optional::of, Optional::empty, Optional::empty, Optional::<ConnectLink>empty))
                .flatMap(link -> link.getApps().stream()
                        .filter(other -> link.getSingle()
                                ? !other.equals(app) && !isUsed(link, other, null)
                                : link.getApps().indexOf(other) > link.getApps().indexOf(app))
                        .flatMap(other -> apps.find(other).stream())
                        .map(this::way)
                        .findFirst());
    }

    /** Where the page after a consent leads; empty for nowhere. */
    public Optional<String> returnUrl(@Nullable String linkId) {
        return Optional.ofNullable(linkId).flatMap(table::record).map(ConnectLink::getReturnUrl);
    }

    /** Whom the pages of a link are for, also after its end. */
    public Audience audience(String linkId) {
        return table.record(linkId)
                .map(link -> new Audience(
                        link.getApps().size() == 1 ? link.getApps().get(0) : null,
                        link.getClient(),
                        link.getLanguage()))
                .orElse(Audience.ANYBODY);
    }

    /**
     * Whom the pages of a consent are for.
     *
     * @param linkId null if another kind of link began it
     */
    public Audience audience(ConnectRequest request, @Nullable String linkId) {
        String language = Optional.ofNullable(linkId)
                .flatMap(table::record)
                .map(ConnectLink::getLanguage)
                .orElse(null);
        return new Audience(request.app(), request.client(), language);
    }

    private static Invitation invitation(ConnectLink link, String app) {
        return new Invitation(new ConnectRequest(app, link.getClient()), link.getExpiresAt(), link.getLinkId());
    }

    /**
     * Why an invitation that began in time does not count any more; empty if it does, or if another kind of link began it.
     *
     * @param authorizationId the consent that has come back by it; null before there is one
     */
    public Optional<WebPage> refusal(Invitation invitation, @Nullable String authorizationId) {
        String linkId = invitation.connectLink();
        if (linkId == null) {
            return Optional.empty();
        }
        Optional<WebPage> page = table.find(linkId, LATE)
                .match(
                        link -> refusal(link, invitation, authorizationId),
                        () -> Optional.of(LinkWebPages.expired()),
                        () -> Optional.of(LinkWebPages.revoked()),
                        // On the way back the code is kept by the page that tries again.
                        () -> Optional.of(authorizationId == null ? unknown() : RedirectWebPages.tryAgain()));
        return page.map(shown -> shown.forAudience(audience(invitation.request(), linkId)));
    }

    private Optional<WebPage> refusal(ConnectLink link, Invitation invitation, @Nullable String authorizationId) {
        String app = invitation.request().app();
        // The agency may have taken the app off the link since.
        if (!link.getApps().contains(app)) {
            return Optional.of(LinkWebPages.refused());
        }
        return !invitation.repeats() && isUsed(link, app, authorizationId)
                ? Optional.of(LinkWebPages.used())
                : Optional.empty();
    }

    /** Whether the link of this consent is single and the consent has used it, first or by repeating the first one. */
    public boolean isUsedBy(AuthorizationOutcome outcome) {
        return used(outcome.getConnectLink(), outcome.getApp())
                .filter(uses -> uses.first().equals(outcome.getAuthorizationId())
                        || uses.last().equals(outcome.getAuthorizationId()))
                .isPresent();
    }

    /** The consent that an invitation repeats; empty if it repeats none, or if that is not known. */
    public Optional<String> repeated(Invitation invitation) {
        return invitation.repeats()
                ? used(invitation.connectLink(), invitation.request().app()).map(LinkUses.Uses::first)
                : Optional.empty();
    }

    /** The uses of a single link for an app. */
    private Optional<LinkUses.Uses> used(@Nullable String linkId, String app) {
        return Optional.ofNullable(linkId)
                .flatMap(table::record)
                .filter(ConnectLink::getSingle)
                .flatMap(link -> uses.find(LinkUses.key(link.getLinkId(), app)));
    }

    /** Whether a consent has used a single link for this app, other than the one that is asked for. */
    private boolean isUsed(ConnectLink link, String app, @Nullable String authorizationId) {
        return link.getSingle()
                && uses.find(LinkUses.key(link.getLinkId(), app))
                        .filter(used -> !used.first().equals(authorizationId))
                        .isPresent();
    }

    private WebPage unknown() {
        return table.isUsed() && !table.isCurrent() ? LinkWebPages.notYet() : LinkWebPages.unknown();
    }

    private List<LinkWebPages.Way> ways(ConnectLink link, boolean used) {
        return link.getApps().stream()
                .filter(name -> isUsed(link, name, null) == used)
                .flatMap(name -> apps.find(name).stream())
                .map(this::way)
                .toList();
    }

    private LinkWebPages.Way way(AppConfig app) {
        // The id of a configuration that is kept at the provider stands for permissions that are not known here.
        Stream<String> unknown = app.consent().login().map(LoginConfiguration::id).stream();
        return new LinkWebPages.Way(
                app.name(),
                providers.texts(app),
                Stream.concat(app.consent().scopes().stream(), unknown).toList(),
                app.endpoints().authorize());
    }
}
