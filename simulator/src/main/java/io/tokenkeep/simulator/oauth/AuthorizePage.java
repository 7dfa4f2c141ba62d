package io.tokenkeep.simulator.oauth;

import static io.tokenkeep.simulator.http.Html.escape;

import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Html;
import java.util.stream.Collectors;

/** The page that asks a person for consent. The form needs no script. */
public final class AuthorizePage {
    private AuthorizePage() {}

    static String question(AuthorizeRequest asked, Product product, String username, ApiRequest request) {
        String choices = asked.scopes().stream()
                .filter(scope -> !scope.equals(product.basicScope()))
                .sorted()
                .map(AuthorizePage::choice)
                .collect(Collectors.joining());
        String legend = choices.isEmpty() ? "It asks for" : "It asks for; untick what you decline";
        return Html.page(product.title() + " (simulated)", """
                <p class="note">This is a simulator, not Meta. Nobody real is asked, and no real account is touched.</p>
                <h1>Allow %s to use your profile?</h1>
                <form method="post" action="%s">
                %s<fieldset>
                <legend>%s</legend>
                <label class="choice"><input type="checkbox" checked disabled> <code>%s</code> (required)</label>
                <input type="hidden" name="sim_scopes" value="%s">
                %s</fieldset>
                <label for="login">Act as the simulated person</label>
                <input type="text" id="login" name="sim_user" value="%s" pattern="[a-z0-9._\\-]{1,60}" required>
                <button class="main" id="grant" name="sim_decision" value="grant">Grant</button>
                <button id="cancel" name="sim_decision" value="cancel" formnovalidate>Cancel</button>
                </form>
                """.formatted(
                        escape(asked.app().name()),
                        escape(request.address().full()),
                        Html.asked(request),
                        legend,
                        product.basicScope(),
                        product.basicScope(),
                        choices,
                        escape(username)));
    }

    static String silent(String title) {
        return Html.page(
                title + " (simulated)",
                "<p class=\"note\">This is a simulator, not Meta.</p><p>The person walked away without a decision.</p>");
    }

    private static String choice(String scope) {
        return "<label class=\"choice\"><input type=\"checkbox\" name=\"sim_scopes\" value=\"" + escape(scope)
                + "\" checked> <code>" + escape(scope) + "</code></label>\n";
    }
}
