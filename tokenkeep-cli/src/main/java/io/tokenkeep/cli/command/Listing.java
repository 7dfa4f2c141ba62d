package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.output.Column;
import io.tokenkeep.cli.output.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a list that comes page by page. */
final class Listing {

    private static final int LARGEST_PAGE = 200;

    private final Session session;
    private final List<Column> columns;
    /** The name of the parameter that says where a page begins. */
    private final String placeParameter;

    Listing(Session session, List<Column> columns) {
        this(session, columns, "after");
    }

    Listing(Session session, List<Column> columns, String placeParameter) {
        this.session = session;
        this.columns = columns;
        this.placeParameter = placeParameter;
    }

    /** The last page that was read. */
    JsonNode print(ApiCall first, Paging paging) {
        Integer limit = paging.limit == null && paging.all ? Integer.valueOf(LARGEST_PAGE) : paging.limit;
        ApiCall call = first.with("limit", limit);
        String place = paging.after;
        long shown = 0;
        while (true) {
            Answer.Json page = session.call(call.with(placeParameter, place));
            print(page, shown == 0);
            shown += page.node().path("items").size();
            String next = next(page.node(), place);
            if (next == null || !paging.all) {
                sayWhere(page.node(), shown, next);
                return page.node();
            }
            place = next;
        }
    }

    private void print(Answer.Json page, boolean isFirst) {
        if (session.isJson()) {
            session.printJson(page);
            return;
        }
        List<String> lines = new TextTable(columns, session.terminal().width())
                .lines(page.node().path("items"));
        session.terminal().printAll(isFirst ? lines : lines.subList(1, lines.size()));
    }

    /** A place that repeats itself would never end. */
    private static @Nullable String next(JsonNode page, @Nullable String place) {
        JsonNode next = page.path("next");
        return next.isTextual() && !next.asText().equals(place) ? next.asText() : null;
    }

    private void sayWhere(JsonNode page, long shown, @Nullable String next) {
        if (session.isJson()) {
            return;
        }
        JsonNode total = page.path("total");
        StringBuilder line = new StringBuilder().append(shown);
        if (total.isNumber()) {
            line.append(" of ").append(total.asLong());
        }
        line.append(" shown.");
        String counts = Counts.text(page.path("counts"));
        if (!counts.isEmpty()) {
            line.append(' ').append(counts).append('.');
        }
        if (next != null) {
            line.append(" More: --")
                    .append(placeParameter)
                    .append(" '")
                    .append(next)
                    .append("', or --all.");
        }
        session.terminal().say(line.toString());
    }
}
