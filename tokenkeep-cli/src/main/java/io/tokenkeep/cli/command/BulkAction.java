package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.ApiCall.Parameter;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import io.tokenkeep.cli.output.Column;
import io.tokenkeep.cli.output.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An action on all accounts that match: a dry run that counts, the question, the run, and how the accounts ended. */
final class BulkAction {

    private static final Set<String> OVER = Set.of("ENDED", "CANCELLED");

    private final Session session;
    private final Waiting waiting;
    private long lastSent = -1;

    BulkAction(Session session, Waiting waiting) {
        this.session = session;
        this.waiting = waiting;
    }

    int run(List<Parameter> filter, String action, boolean yes) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("action", action);
        wanted.set("filter", filter(filter));
        Answer.Json made = session.call(ApiCall.post("/bulk-actions").body(ApiCall.JSON, Answer.bytes(wanted)));
        String path = ApiCall.path("bulk-actions", made.node().path("id").asText());
        Answer.Json dryRun = prepared(path);
        long total = dryRun.node().path("total").asLong();
        if (total == 0) {
            cancel(path);
            throw new CommandFailure(ExitCode.NO, "No account matches.");
        }
        session.terminal()
                .say(action + ", accounts: " + total + " ("
                        + Counts.text(dryRun.node().path("counts")) + ")");
        if (!yes && !session.terminal().confirms("Start?")) {
            cancel(path);
            throw new CommandFailure(ExitCode.NO, "Not confirmed. Nothing was done.");
        }
        Answer.Json started = session.call(ApiCall.post(path + "/start"));
        return waiting.waits() ? end(path) : show(started, ExitCode.OK);
    }

    private Answer.Json prepared(String path) {
        Answer.Json last = new Waiting(session, Duration.ofMinutes(10))
                .until(ApiCall.get(path), bulk -> !state(bulk).equals("PREPARING"), bulk -> {});
        if (!state(last).equals("PREPARED")) {
            throw new CommandFailure(
                    ExitCode.NOT_YET, "The dry run is " + state(last) + ". \"tokenkeep bulk show\" shows it later.");
        }
        return last;
    }

    private int end(String path) {
        Answer.Json last = waiting.until(ApiCall.get(path), bulk -> OVER.contains(state(bulk)), this::sayProgress);
        if (!OVER.contains(state(last))) {
            session.terminal()
                    .say("It goes on. \"tokenkeep bulk show\" shows it, and \"tokenkeep bulk cancel\" ends it.");
            return show(last, ExitCode.NOT_YET);
        }
        boolean allGood = state(last).equals("ENDED")
                && last.node().path("results").properties().stream()
                        .allMatch(result -> OneAction.GOOD.contains(result.getKey())
                                || result.getValue().asLong() == 0);
        return show(last, allGood ? ExitCode.OK : ExitCode.NO);
    }

    private int show(Answer.Json bulk, int exitCode) {
        String id = bulk.node().path("id").asText();
        if (session.isJson()) {
            session.printJson(bulk);
        } else {
            List<JsonNode> rows = new ArrayList<>();
            bulk.node()
                    .path("results")
                    .properties()
                    .forEach(result -> rows.add(JsonNodeFactory.instance
                            .objectNode()
                            .put("result", result.getKey())
                            .put("accounts", result.getValue().asLong())));
            session.terminal()
                    .printAll(new TextTable(
                                    Column.list("RESULT", "result", "ACCOUNTS", "accounts"),
                                    session.terminal().width())
                            .lines(rows));
        }
        session.terminal().say(state(bulk) + ". Each account: tokenkeep bulk result " + id);
        return exitCode;
    }

    private void sayProgress(Answer.Json bulk) {
        long sent = bulk.node().path("sent").asLong();
        if (sent != lastSent) {
            lastSent = sent;
            session.terminal().say(sent + " of " + bulk.node().path("total").asLong() + " sent");
        }
    }

    private void cancel(String path) {
        session.call(ApiCall.post(path + "/cancel"));
    }

    private static String state(Answer.Json bulk) {
        return bulk.node().path("state").asText();
    }

    /** A parameter that may come several times is a list. */
    private static ObjectNode filter(List<Parameter> parameters) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        for (Parameter parameter : parameters) {
            if (parameter.name().equals("state")) {
                filter.withArray("/state").add(parameter.value());
            } else {
                filter.put(parameter.name(), parameter.value());
            }
        }
        return filter;
    }
}
