package io.tokenkeep.console.imports;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.ShortHash;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.CsvText;
import io.tokenkeep.console.link.RowLinks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The connect links of an import's rows whose tokens this app cannot keep alive. Thread-safe. */
final class ImportLinks {

    private static final List<String> COLUMNS =
            List.of("line", "row", "account", "client", "link", "expires_at", "accepts", "problem");

    private final RowLinks links;

    ImportLinks(RowLinks links) {
        this.links = links;
    }

    /** The address of the row's open link; empty if it has none or needs none. Blocks for a signature or a few. */
    Optional<String> find(ShownImport shown, ImportedRow row) {
        return row.needsLink() ? links.find(purpose(shown, row)).map(RowLinks.Offer::url) : Optional.empty();
    }

    /** A table with a link for each row that needs one. */
    Future<Buffer> offer(ApiRequest request, ShownImport shown) {
        if (!links.isReady()) {
            return Future.failedFuture(Problem.notReady("This instance has not read the uses of all links yet.")
                    .exception());
        }
        List<ImportedRow> rows =
                shown.rows().stream().filter(ImportedRow::needsLink).toList();
        if (rows.isEmpty()) {
            return Future.succeededFuture(header());
        }
        return links.offer(
                        request,
                        ShortHash.of("links of import", shown.id()),
                        rows.stream().map(row -> purpose(shown, row)).toList())
                .map(offers -> table(rows, offers));
    }

    /** Rows of the same account and client have the same link. */
    private static RowLinks.Purpose purpose(ShownImport shown, ImportedRow row) {
        String app = shown.first().getApp();
        String client = row.client();
        String account = row.account();
        String id = account != null
                ? ShortHash.of(shown.id(), "account", account, client == null ? "" : client)
                : ShortHash.of(shown.id(), "row", Integer.toString(row.row()));
        String expected = account != null && row.isAccountOfApp()
                ? AccountKey.parse(account).accountId()
                : null;
        return new RowLinks.Purpose(id, app, expected, client, "import " + shown.id() + ", row " + row.row());
    }

    private static Buffer header() {
        return CsvText.of(List.of(COLUMNS), names -> names);
    }

    private static Buffer table(List<ImportedRow> rows, List<CsvRow<RowLinks.Offer>> offers) {
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ImportedRow row = rows.get(i);
            CsvRow<RowLinks.Offer> offer = offers.get(i);
            lines.add(List.of(
                    Long.toString(row.line()),
                    Integer.toString(row.row()),
                    Cells.text(row.account()),
                    Cells.text(row.client()),
                    offer.value().map(RowLinks.Offer::url).orElse(""),
                    offer.value()
                            .map(one -> one.link().getExpiresAt().toString())
                            .orElse(""),
                    offer.value()
                            .map(one -> one.link().getExpected().isEmpty() ? "any account" : "this account alone")
                            .orElse(""),
                    Cells.text(offer.problem())));
        }
        return header().appendBuffer(CsvText.of(lines, cells -> cells));
    }
}
