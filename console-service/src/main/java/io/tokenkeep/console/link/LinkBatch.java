package io.tokenkeep.console.link;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claim;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the links of a table: a part at a time, so that other changes pass in between. A repeated request makes no link again, and
 * finishes what its first attempt left.
 */
final class LinkBatch {

    /** Fewer than may be on their way to Kafka. */
    private static final int PART = 100;

    private final Vertx vertx;
    private final TableEditor<ConnectLink> editor;
    private final LinkMaker maker;

    LinkBatch(Vertx vertx, TableEditor<ConnectLink> editor, LinkMaker maker) {
        this.vertx = vertx;
        this.editor = editor;
        this.maker = maker;
    }

    private record Made(long line, LinkMaker.@Nullable Signed link, String problem) {}

    /** A table with the address of each row's link, or with the reason why there is none. */
    Future<String> make(ApiRequest request, Claim claim, List<LinkRows.Row> rows) {
        List<Made> made = new ArrayList<>();
        return editor.announce(request, claim.idOf("links"), rows.size() + " rows")
                .compose(announced -> makeFrom(request, claim, rows, made))
                .map(all -> text(made));
    }

    private Future<Void> makeFrom(ApiRequest request, Claim claim, List<LinkRows.Row> rows, List<Made> made) {
        int first = made.size();
        if (first == rows.size()) {
            return Future.succeededFuture();
        }
        List<LinkRows.Row> part = rows.subList(first, Math.min(first + PART, rows.size()));
        return vertx.executeBlocking(() -> sign(request, claim, part, first), false)
                .compose(signed -> Future.join(signed.stream().map(this::write).toList())
                        .transform((written, failure) -> Future.succeededFuture(written))
                        .compose(written -> {
                            for (int i = 0; i < signed.size(); i++) {
                                Throwable cause = written == null ? null : written.cause(i);
                                made.add(cause == null ? signed.get(i) : failed(signed.get(i)));
                            }
                            return makeFrom(request, claim, rows, made);
                        }));
    }

    private List<Made> sign(ApiRequest request, Claim claim, List<LinkRows.Row> part, int first) {
        List<Made> signed = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            LinkRows.Row row = part.get(i);
            // Begins with the id of the audit entry, so that the entry is found from a record.
            String changeId = claim.idOf("links") + "." + (first + i);
            signed.add(new Made(
                    row.line(),
                    row.draft()
                            .map(draft -> maker.make(draft, editor.first(request, changeId)))
                            .orElse(null),
                    row.problem()));
        }
        return signed;
    }

    private Future<ConnectLink> write(Made made) {
        LinkMaker.Signed link = made.link();
        return link == null ? Future.succeededFuture() : editor.createAnnounced(link.record());
    }

    private static Made failed(Made made) {
        return new Made(
                made.line(),
                null,
                "Kafka did not acknowledge the link in time. Send the table again with the same Idempotency-Key.");
    }

    private static String text(List<Made> made) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("line", "id", "url", "problem");
            for (Made one : made) {
                LinkMaker.Signed link = one.link();
                csv.writeRecord(
                        Long.toString(one.line()),
                        link == null ? "" : link.record().getLinkId(),
                        link == null ? "" : link.url(),
                        one.problem());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
