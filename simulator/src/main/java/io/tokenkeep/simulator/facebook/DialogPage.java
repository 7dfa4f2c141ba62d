package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Html;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Permissions;
import io.tokenkeep.simulator.registry.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The page of Facebook's dialog, with permissions and Pages to untick. The form needs no script. */
final class DialogPage {
    private static final String TITLE = "Facebook (simulated)";

    private DialogPage() {}

    /** The person, and the permissions and Pages to show as ticked. */
    record Ticks(Person person, Predicate<String> scopes, Predicate<String> pages) {

        static Ticks all(Person person) {
            return new Ticks(person, scope -> true, page -> true);
        }
    }

    static Answer question(
            DialogRequest asked,
            Map<String, Permissions.Status> before,
            Ticks ticks,
            List<Page> pages,
            ApiRequest request) {
        Set<String> settled = asked.declinedForGood(before);
        String scopes = asked.scopes().stream()
                .filter(scope -> !scope.equals(DialogRequest.ALWAYS) && !settled.contains(scope))
                .sorted()
                .map(scope -> choice("sim_scopes", scope, "<code>" + escape(scope) + "</code>", ticks.scopes()))
                .collect(Collectors.joining());
        String ticked = pages.stream()
                .map(page -> choice("sim_pages", page.id(), escape(page.name()), ticks.pages()))
                .collect(Collectors.joining());
        String username = ticks.person().username();
        // The empty value shows that a choice was made, also when all are unticked.
        String hidden = Html.asked(request) + Html.hidden("sim_shown", username) + Html.hidden("sim_pages", "");
        return Answer.html(200, Html.page(TITLE, """
                <p class="note">This is a simulator, not Meta. Nobody real is asked, and no real account is touched.</p>
                <h1>Continue to %s?</h1>
                <form method="post" action="%s">
                %s<fieldset>
                <legend>It asks for; untick what you decline</legend>
                <label class="choice"><input type="checkbox" checked disabled> <code>public_profile</code> (always)</label>
                <input type="hidden" name="sim_scopes" value="public_profile">
                %s</fieldset>
                <fieldset>
                <legend>Pages it may use</legend>
                %s</fieldset>
                <label for="login">Act as the simulated person</label>
                <input type="text" id="login" name="sim_user" value="%s" pattern="[a-z0-9._\\-]{1,60}" required>
                <button class="main" id="grant" name="sim_decision" value="grant">Continue</button>
                <button id="cancel" name="sim_decision" value="cancel" formnovalidate>Cancel</button>
                </form>
                """.formatted(
                        escape(asked.app().name()),
                        escape(request.address().full()),
                        hidden,
                        scopes,
                        ticked,
                        escape(username))));
    }

    static Answer silent() {
        return Answer.html(
                200,
                Html.page(
                        TITLE,
                        "<p class=\"note\">This is a simulator, not Meta.</p>"
                                + "<p>The person walked away without a decision.</p>"));
    }

    static Answer error(String message) {
        return Answer.html(400, Html.page(TITLE, "<h1>" + escape(message) + "</h1>"));
    }

    private static String choice(String name, String value, String label, Predicate<String> ticked) {
        return "<label class=\"choice\"><input type=\"checkbox\" name=\"" + name + "\" value=\"" + escape(value) + '"'
                + (ticked.test(value) ? " checked" : "") + "> " + label + "</label>\n";
    }

    private static String escape(String text) {
        return Html.escape(text);
    }
}
