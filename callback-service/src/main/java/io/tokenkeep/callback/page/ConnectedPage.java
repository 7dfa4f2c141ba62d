package io.tokenkeep.callback.page;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A consent that connected accounts: which they are, what is missing, and whether the person can do something about it. */
final class ConnectedPage {

    private ConnectedPage() {}

    static Page of(AuthorizationOutcome outcome, String provider, StartOver again) {
        Html lacking = lacking(outcome, provider);
        Html askAgain = lacking.markup().isEmpty() ? Html.NONE : lacking.and(again.button("Allow it now"));
        return Page.good(
                "connected",
                "Connected",
                named("accounts", outcome.getAccounts().stream().map(account -> name(account, provider)))
                        .and(further(outcome))
                        .and(askAgain)
                        .and(unread(outcome, provider))
                        .and(
                                Html.of(
                                        "<p>That is all. You can close this page; the connection is kept alive from here on.</p>"))
                        .and(Html.of(
                                "<p class=\"soft\">You can take it back at any time in your settings at {}.</p>",
                                provider)));
    }

    private static Html further(AuthorizationOutcome outcome) {
        int shown = outcome.getAccounts().size();
        int all = outcome.getAccountsTotal();
        return all > shown
                ? Html.of("<p id=\"further\">And {} more: {} accounts are connected in all.</p>", all - shown, all)
                : Html.NONE;
    }

    /** What a person left out, perhaps without knowing. They may have meant to, so it is no failure. */
    private static Html lacking(AuthorizationOutcome outcome, String provider) {
        List<String> scopes = outcome.getMissingScopes();
        Html declined = scopes.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<p>You did not allow all that was asked for, so not everything may work. Left out:</p>"
                                + "<ul id=\"missing\">{}</ul>",
                        Html.all(scopes.stream()
                                .map(scope -> Html.of("<li><code>{}</code></li>", scope))
                                .toList()));
        Html withheld = missing(
                outcome,
                MissingPageReason.NO_TOKEN,
                "withheld",
                Html.of(
                        "<p>{} shows us these Pages, but lets nobody act for them with what you allowed, or with"
                                + " your role there:</p>",
                        provider));
        Html unticked = missing(
                outcome,
                MissingPageReason.NOT_TICKED,
                "unticked",
                Html.of(
                        "<p>These Pages of your business are not connected, because they were not ticked when {} asked"
                                + " you:</p>",
                        provider));
        return joined(declined, withheld, unticked);
    }

    /** What the person allowed and we could not get. There is nothing for them to do about it. */
    private static Html unread(AuthorizationOutcome outcome, String provider) {
        Html pages = missing(
                outcome,
                MissingPageReason.NOT_REACHABLE,
                "unread",
                Html.of(
                        "<p>You allowed these Pages, but {} did not let us read them. We keep trying, and connect them as"
                                + " soon as it does:</p>",
                        provider));
        Html list = outcome.getListFailure() == null
                ? Html.NONE
                : Html.of(
                        "<p id=\"incomplete\">{} did not give us the complete list of your Pages. We keep asking for it;"
                                + " Pages that are not named here follow by themselves.</p>",
                        provider);
        return joined(pages, list);
    }

    private static Html missing(AuthorizationOutcome outcome, MissingPageReason reason, String id, Html heading) {
        List<String> names = outcome.getMissingPages().stream()
                .filter(page -> page.getReason() == reason)
                .map(ConnectedPage::name)
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
