package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.ExitCode;
import java.util.Set;

/** An action on one account. */
final class OneAction {

    /** The results that are what was wanted. */
    static final Set<String> GOOD = Set.of("REFRESHED", "VERIFIED", "UNCHANGED", "DISCONNECTED");

    private final Session session;
    private final Waiting waiting;

    OneAction(Session session, Waiting waiting) {
        this.session = session;
        this.waiting = waiting;
    }

    int run(String account, String action, boolean yes) {
        if (action.equals("DISCONNECT")) {
            session.confirm(yes, "Disconnect " + account + "? Only a new consent brings it back.");
        }
        String path = ApiCall.path("accounts", account) + "/actions";
        byte[] body = Answer.bytes(JsonNodeFactory.instance.objectNode().put("action", action));
        Answer.Json begun = session.call(ApiCall.post(path).body(ApiCall.JSON, body));
        if (!waiting.waits()) {
            session.show(begun);
            return ExitCode.OK;
        }
        String id = begun.node().path("id").asText();
        Answer.Json last = waiting.until(ApiCall.get(path + "/" + ApiCall.part(id)), OneAction::isEnded, answer -> {});
        session.show(last);
        if (!isEnded(last)) {
            session.terminal().say("No result yet; it goes on. \"accounts history\" shows the result later.");
            return ExitCode.NOT_YET;
        }
        return GOOD.contains(last.node().path("result").asText()) ? ExitCode.OK : ExitCode.NO;
    }

    private static boolean isEnded(Answer.Json action) {
        return action.node().path("state").asText().equals("ENDED");
    }
}
