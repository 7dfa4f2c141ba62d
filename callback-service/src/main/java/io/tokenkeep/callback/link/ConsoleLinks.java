package io.tokenkeep.callback.link;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.callback.page.LinkWebPages;
import io.tokenkeep.callback.page.RedirectWebPages;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.link.LinkToken;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connect links that console-service makes. Their address has a token; all else is in the link's record, so the agency can
 * change and revoke a link that it has sent. Opening one starts nothing and writes nothing, because mail scanners open links, and press their
 * buttons too. Thread-safe.
 */
public final class ConsoleLinks {

    /** Where a link is opened; short, because links are printed. */
    public static final String ROUTE = "/c/";

    /** As long as {@link Restart} lets a person go on after the link's end. */
    private static final Duration LATE = Duration.ofHours(2);

    private final LinkTable table;
    private final LinkUses uses;
    private final Apps apps;
    private final URI publicUrl;

    /** {@code publicUrl}: the address that people use, for those who have to copy a link. */
    public ConsoleLinks(LinkTable table, LinkUses uses, Apps apps, URI publicUrl) {
        this.table = table;
        this.uses = uses;
        this.apps = apps;
        this.publicUrl = publicUrl;
    }

    /** The page of a link that was opened; {@code userAgent} is what the browser says of itself. */
    public WebPage page(String typed, @Nullable String userAgent) {
        Optional<LinkToken> token = LinkToken.parse(typed);
        if (token.isEmpty()) {
            return LinkWebPages.refused();
        }
        return table.find(token.get().linkId(), Duration.ZERO)
                .match(
                        link -> open(link, token.get(), InAppBrowser.is(userAgent)),
                        LinkWebPages::expired,
                        LinkWebPages::revoked,
                        this::unknown);
    }

    private WebPage open(ConnectLink link, LinkToken token, boolean inApp) {
        if (link.getApps().stream().allMatch(app -> isUsed(link, app, null))) {
            return LinkWebPages.used();
        }
        String path = ROUTE + token.text();
        String copied = inApp ? publicUrl.resolve(path).toString() : null;
        return LinkWebPages.open(path, ways(link), copied);
    }

    /** Begins with the invitation of a link to one of its apps, or refuses with the page that says why there is none. */
    public <T> T choose(String typed, String app, Function<Invitation, T> begin, Function<WebPage, T> refuse) {
        Optional<LinkToken> token = LinkToken.parse(typed);
        if (token.isEmpty()) {
            return refuse.apply(LinkWebPages.refused());
        }
        return table.find(token.get().linkId(), Duration.ZERO)
                .match(
                        link -> {
                            if (!link.getApps().contains(app)) {
                                return refuse.apply(LinkWebPages.refused());
                            }
                            return isUsed(link, app, null)
                                    ? refuse.apply(LinkWebPages.used())
                                    : begin.apply(invitation(link, app));
                        },
                        () -> refuse.apply(LinkWebPages.expired()),
                        () -> refuse.apply(LinkWebPages.revoked()),
                        () -> refuse.apply(unknown()));
    }

    /** Where the page after a consent leads; empty for nowhere. */
    public Optional<String> returnUrl(@Nullable String linkId) {
        return Optional.ofNullable(linkId).flatMap(table::record).map(ConnectLink::getReturnUrl);
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
        return table.find(linkId, LATE)
                .match(
                        link -> !invitation.repeats()
                                        && isUsed(link, invitation.request().app(), authorizationId)
                                ? Optional.of(LinkWebPages.used())
                                : Optional.empty(),
                        () -> Optional.of(LinkWebPages.expired()),
                        () -> Optional.of(LinkWebPages.revoked()),
                        // On the way back the code is kept by the page that tries again.
                        () -> Optional.of(authorizationId == null ? unknown() : RedirectWebPages.tryAgain()));
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
        return table.isUsed() && !table.table().caughtUp() ? LinkWebPages.notYet() : LinkWebPages.unknown();
    }

    private List<LinkWebPages.Way> ways(ConnectLink link) {
        return link.getApps().stream()
                .filter(name -> !isUsed(link, name, null))
                .flatMap(name -> apps.find(name).stream())
                .map(ConsoleLinks::way)
                .toList();
    }

    private static LinkWebPages.Way way(AppConfig app) {
        return new LinkWebPages.Way(
                app.name(), app.provider().displayName(), app.endpoints().authorize());
    }
}
