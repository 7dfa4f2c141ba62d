package io.tokenkeep.console.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.CsvText;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.console.edit.Edited;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claim;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the links of a table. A repeated request makes no link again, and finishes what its first attempt left. */
final class LinkBatch {

    private final RowBatch batch;
    private final TableEditor<ConnectLink> editor;
    private final LinkMaker maker;

    LinkBatch(RowBatch batch, TableEditor<ConnectLink> editor, LinkMaker maker) {
        this.batch = batch;
        this.editor = editor;
        this.maker = maker;
    }

    private record Made(Edited<ConnectLink> link, String url) {}

    /** A table with the address of each row's link, or with the reason why there is none. */
    Future<ApiResponse> make(ApiRequest request, Claim claim, List<CsvRow<LinkDraft>> rows) {
        String id = claim.idOf("links");
        return editor.announce(request, id, rows.size() + " rows")
                // A change's id begins with the id of the audit entry, so that the entry is found from a record.
                .compose(announced -> batch.run(rows, (index, draft) -> make(request, id + "." + index, draft)))
                .map(made -> ApiResponse.csv(
                        text(made),
                        editor.covering(made.stream()
                                .flatMap(row -> row.value().stream())
                                .map(Made::link))));
    }

    private Future<Made> make(ApiRequest request, String changeId, LinkDraft draft) {
        LinkMaker.Signed signed = maker.make(draft, editor.next(request, Optional.empty(), changeId));
        return editor.createAnnounced(signed.record()).map(link -> new Made(link, signed.url()));
    }

    private static Buffer text(List<CsvRow<Made>> made) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("line", "id", "url", "problem"));
        for (CsvRow<Made> row : made) {
            lines.add(List.of(
                    Long.toString(row.line()),
                    row.value().map(one -> one.link().record().getLinkId()).orElse(""),
                    row.value().map(Made::url).orElse(""),
                    row.problem()));
        }
        return CsvText.of(lines, cells -> cells);
    }
}
