package io.tokenkeep.simulator;

import io.tokenkeep.simulator.callback.AccountSettings;
import io.tokenkeep.simulator.registry.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** The part of the control API for people's actions on Meta's own pages. */
final class DashboardControl {
    private final AccountSettings settings;

    DashboardControl(AccountSettings settings) {
        this.settings = settings;
    }

    /** The actions of a person. */
    enum Action {
        REMOVE_APP,
        ASK_FOR_DELETION,
        CHANGE_PASSWORD,
        CHECKPOINT,
        PASS_CHECKPOINT,
        LOSE_ROLE,
        GIVE_ROLE,
        DECLINE,
        UNTICK,
        LINK,
        UNLINK
    }

    /** Answers with the number of tokens that died, or came back. */
    JsonObject act(JsonObject body) {
        int tokens =
                switch (Action.valueOf(text(body, "action").toUpperCase(Locale.ROOT))) {
                    case REMOVE_APP -> settings.removeApp(text(body, "clientId"), text(body, "username"));
                    case ASK_FOR_DELETION ->
                        none(() -> settings.askForDeletion(text(body, "clientId"), text(body, "username")));
                    case CHANGE_PASSWORD -> settings.changePassword(text(body, "username"));
                    case CHECKPOINT -> settings.checkpoint(text(body, "username"));
                    case PASS_CHECKPOINT -> settings.passCheckpoint(text(body, "username"));
                    case LOSE_ROLE -> settings.loseRole(text(body, "username"), text(body, "page"));
                    case GIVE_ROLE ->
                        none(() -> settings.giveRole(text(body, "username"), text(body, "page"), tasks(body)));
                    case DECLINE ->
                        none(() -> settings.decline(
                                text(body, "clientId"), text(body, "username"), text(body, "permission")));
                    case UNTICK -> settings.untick(text(body, "clientId"), text(body, "username"), text(body, "page"));
                    case LINK ->
                        none(() -> settings.link(
                                text(body, "page"), PageControl.account(body.getJsonObject("instagram"))));
                    case UNLINK -> none(() -> settings.link(text(body, "page"), null));
                };
        return new JsonObject().put("tokens", tokens);
    }

    private static List<String> tasks(JsonObject body) {
        return Required.texts(body.getJsonArray("tasks", new JsonArray(Page.EVERY_TASK)));
    }

    private static int none(Runnable action) {
        action.run();
        return 0;
    }

    private static String text(JsonObject body, String field) {
        return Required.text(body, field);
    }
}
