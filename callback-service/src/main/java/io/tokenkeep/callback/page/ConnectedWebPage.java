package io.tokenkeep.callback.page;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The page of a consent that connected accounts: the accounts, what is missing, and what the person can do about it. */
final class ConnectedWebPage {

    private ConnectedWebPage() {}

    static WebPage of(AuthorizationOutcome outcome, String provider, StartOver again) {
        Html lacking = lacking(outcome, provider);
        Html askAgain = lacking.markup().isEmpty() ? Html.NONE : lacking.and(again.button("Allow it now"));
        return WebPage.good(
                "connected",
                "Connected",
                named("accounts", outcome.getAccounts().stream().map(account -> name(account, provider)))
                        .and(further(outcome))
                        .and(askAgain)
                        .and(unread(outcome, provider))
                        .and(notAsked(outcome))
                        .and(
                                Html.of(
                                        "<p>You are done and can close this page. We keep the connection alive from now on.</p>"))
                        .and(Html.of(
                                "<p class=\"soft\">You can remove the connection at any time in your settings at {}.</p>",
                                provider)));
    }

    private static Html further(AuthorizationOutcome outcome) {
        int shown = outcome.getAccounts().size();
        int all = outcome.getAccountsTotal();
        return all > shown
                ? Html.of("<p id=\"further\">And {} more: {} accounts are connected in all.</p>", all - shown, all)
                : Html.NONE;
    }

    /** Permissions and Pages that the person left out, perhaps on purpose: so this is no failure. */
    private static Html lacking(AuthorizationOutcome outcome, String provider) {
        List<String> scopes = outcome.getMissingScopes();
        Html declined = scopes.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<p>You did not allow all permissions, so some functions may not work. You left out:</p>"
                                + "<ul id=\"missing\">{}</ul>",
                        Html.all(scopes.stream()
                                .map(scope -> Html.of("<li><code>{}</code></li>", scope))
                                .toList()));
        Html withheld = missing(
                outcome,
                MissingPageReason.NO_TOKEN,
                "withheld",
                Html.of(
                        "<p>{} shows us these Pages, but does not let us use them. You allowed too little, or your"
                                + " role for the Page does not permit it:</p>",
                        provider));
        Html unticked = missing(
                outcome,
                MissingPageReason.NOT_TICKED,
                "unticked",
                Html.of(
                        "<p>These Pages of your business are not connected, because you did not select them when {}"
                                + " asked you:</p>",
                        provider));
        return joined(declined, withheld, unticked);
    }

    /** Pages that the person allowed and that we could not read. The person need not do anything. */
    private static Html unread(AuthorizationOutcome outcome, String provider) {
        Html pages = missing(
                outcome,
                MissingPageReason.NOT_REACHABLE,
                "unread",
                Html.of(
                        "<p>You allowed these Pages, but {} did not let us read them. We keep trying, and connect them as"
                                + " soon as we can read them:</p>",
                        provider));
        Html list = outcome.getListFailure() == null
                ? Html.NONE
                : Html.of(
                        "<p id=\"incomplete\">{} did not give us the complete list of your Pages. We keep asking for it."
                                + " We connect Pages that are missing here as soon as we have the list.</p>",
                        provider);
        return joined(pages, list);
    }

    /** Pages that the person allowed and that the link did not ask for. One of them may be connected by an earlier consent. */
    private static Html notAsked(AuthorizationOutcome outcome) {
        return missing(
                outcome,
                MissingPageReason.WITHHELD,
                "not-asked",
                Html.of(
                        "<p>You also allowed these Pages, which we did not ask for. Those that were connected before stay"
                                + " connected, and we do not connect the others:</p>"));
    }

    private static Html missing(AuthorizationOutcome outcome, MissingPageReason reason, String id, Html heading) {
        List<String> names = outcome.getMissingPages().stream()
                .filter(page -> page.getReason() == reason)
                .map(ConnectedWebPage::name)
                .toList();
        return names.isEmpty() ? Html.NONE : heading.and(named(id, names.stream()));
    }

    private static Html named(String id, Stream<String> names) {
        List<Html> items = names.map(name -> Html.of("<li>{}</li>", name)).toList();
        return items.isEmpty() ? Html.NONE : Html.of("<ul id=\"{}\">{}</ul>", id, Html.all(items));
    }

    private static Html joined(Html... parts) {
        return Stream.of(parts)
                .filter(part -> !part.markup().isEmpty())
                .reduce(Html::and)
                .orElse(Html.NONE);
    }

    private static String name(ConnectedAccount account, String provider) {
        return Objects.requireNonNullElse(account.getDisplayName(), "Your " + provider + " account");
    }

    private static String name(MissingPage page) {
        String account = page.getAccount();
        return Objects.requireNonNullElse(page.getDisplayName(), "Page " + account.substring(account.indexOf(':') + 1));
    }
}
