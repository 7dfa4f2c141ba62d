package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.paragraph;
import static io.tokenkeep.callback.page.Texts.text;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of a consent that connected accounts: the accounts, what is missing, and what the person can do about it. */
final class ConnectedWebPage {

    private ConnectedWebPage() {}

    static WebPage of(AuthorizationOutcome outcome, ProviderTexts provider, StartOver again, @Nullable NextApp next) {
        Html lacking = lacking(outcome, provider);
        Html askAgain =
                lacking == Html.NONE ? Html.NONE : keepPages(provider).and(again.button(text("connected.allow-now")));
        WebPage page = WebPage.good(
                "connected",
                named(
                                "accounts",
                                outcome.getAccounts().stream()
                                        .map(account -> name(account, provider.name()))
                                        .toList())
                        .and(further(outcome))
                        .and(lacking)
                        .and(askAgain)
                        .and(unread(outcome, provider.name()))
                        .and(notAsked(outcome))
                        .and(next == null ? paragraph("connected.done") : goOn(next))
                        .and(provider.withdraw()));
        return next == null ? page : page.withFormTargets(List.of(next.way().authorize()));
    }

    private static Html goOn(NextApp next) {
        return goOn("connected.next", next);
    }

    /** The way to the next app of the link, which leads to the provider without another page of ours. */
    static Html goOn(String key, NextApp next) {
        return Html.of("<p id=\"next\">{}</p>", text(key, next.way().provider().name()))
                .and(LinkWebPages.keepPages(next.way()))
                .and(LinkWebPages.form(next.path(), next.way()));
    }

    /** The Pages that were connected just now can be lost by the next consent, too. */
    private static Html keepPages(ProviderTexts provider) {
        return provider.pages() ? Texts.keepPages("keep-pages", provider.name()) : Html.NONE;
    }

    private static Html further(AuthorizationOutcome outcome) {
        int shown = outcome.getAccounts().size();
        int all = outcome.getAccountsTotal();
        return all > shown
                ? Html.of("<p id=\"further\">{}</p>", text("connected.further", all - shown, all))
                : Html.NONE;
    }

    /** Permissions and Pages that the person left out, perhaps on purpose: so this is no failure. */
    private static Html lacking(AuthorizationOutcome outcome, ProviderTexts provider) {
        List<String> scopes = outcome.getMissingScopes();
        Html declined = scopes.isEmpty()
                ? Html.NONE
                : paragraph("connected.declined").and(named("missing", provider.permissions(scopes)));
        Html withheld = missing(
                outcome, MissingPageReason.NO_TOKEN, "withheld", paragraph("connected.withheld", provider.name()));
        Html unticked = missing(
                outcome, MissingPageReason.NOT_TICKED, "unticked", paragraph("connected.unticked", provider.name()));
        return declined.and(withheld).and(unticked);
    }

    /** Pages that the person allowed and that we could not read. The person need not do anything. */
    private static Html unread(AuthorizationOutcome outcome, String provider) {
        Html pages =
                missing(outcome, MissingPageReason.NOT_REACHABLE, "unread", paragraph("connected.unread", provider));
        Html list = outcome.getListFailure() == null
                ? Html.NONE
                : Html.of("<p id=\"incomplete\">{}</p>", text("connected.incomplete", provider));
        return pages.and(list);
    }

    /** Pages that the person allowed and that the link did not ask for. One of them may be connected by an earlier consent. */
    private static Html notAsked(AuthorizationOutcome outcome) {
        return missing(outcome, MissingPageReason.WITHHELD, "not-asked", paragraph("connected.not-asked"));
    }

    private static Html missing(AuthorizationOutcome outcome, MissingPageReason reason, String id, Html heading) {
        List<Html> names = outcome.getMissingPages().stream()
                .filter(page -> page.getReason() == reason)
                .map(ConnectedWebPage::name)
                .toList();
        return names.isEmpty() ? Html.NONE : heading.and(named(id, names));
    }

    private static Html named(String id, List<Html> names) {
        return names.isEmpty() ? Html.NONE : Texts.list(id, names);
    }

    private static Html name(ConnectedAccount account, String provider) {
        String name = account.getDisplayName();
        return name == null ? text("account.unnamed", provider) : Html.of("{}", name);
    }

    private static Html name(MissingPage page) {
        return name(page.getAccount(), page.getDisplayName());
    }

    /** The name of a Page, or its id. */
    static Html name(String account, @Nullable String name) {
        return name == null ? text("page.unnamed", account.substring(account.indexOf(':') + 1)) : Html.of("{}", name);
    }
}
