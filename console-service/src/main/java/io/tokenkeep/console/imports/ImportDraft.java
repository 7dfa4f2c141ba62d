package io.tokenkeep.console.imports;

import io.tokenkeep.avro.Import;
import io.tokenkeep.avro.ImportRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A table that came, with its tokens. Never printed. */
record ImportDraft(String id, String app, List<TokenRow> rows) {

    /** A record has at most so many rows, and so about 200 kB. */
    private static final int PART = 1000;

    /** More are in the table of the import. */
    private static final int MOST_SHOWN = 100;

    List<TokenRow> taken() {
        return rows.stream().filter(TokenRow::isTaken).toList();
    }

    /** What is kept of it, without a token. */
    List<Import> parts(String keyId, Instant now) {
        List<ImportRow> kept = rows.stream().map(TokenRow::kept).toList();
        int count = (kept.size() + PART - 1) / PART;
        List<Import> parts = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            parts.add(new Import(
                    id,
                    part,
                    count,
                    app,
                    rows.size(),
                    rows.size() - taken().size(),
                    keyId,
                    now,
                    kept.subList(part * PART, Math.min((part + 1) * PART, kept.size()))));
        }
        return parts;
    }

    /** {@code written}: how many rows are on their way because of this request. */
    JsonObject answer(int written) {
        int taken = taken().size();
        JsonArray refused = new JsonArray();
        rows.stream()
                .filter(row -> !row.isTaken())
                .limit(MOST_SHOWN)
                .forEach(row -> refused.add(new JsonObject()
                        .put("row", row.row())
                        .put("line", row.line())
                        .put("reason", row.refusal().name())
                        .put("advice", ImportAdvice.of(row.refusal().name()))));
        return new JsonObject()
                .put("id", id)
                .put("app", app)
                .put("total", rows.size())
                .put("taken", taken)
                .put("refused", rows.size() - taken)
                .put("written", written)
                .put("refusedRows", refused);
    }

    /** Without its rows. */
    @Override
    public String toString() {
        return "ImportDraft[" + id + "]";
    }
}
