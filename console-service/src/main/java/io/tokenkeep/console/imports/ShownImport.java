package io.tokenkeep.console.imports;

import io.tokenkeep.avro.Import;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One import as it stands now.
 *
 * @param first its first part, with what is the same in all
 */
record ShownImport(Import first, List<ImportedRow> rows) {

    String id() {
        return first.getImportId();
    }

    /** Its numbers, without its rows. */
    JsonObject json() {
        Map<String, Object> counts = new TreeMap<>();
        Map<String, Object> reasons = new TreeMap<>();
        for (ImportedRow row : rows) {
            count(counts, row.state().name());
            if (!row.reason().isEmpty() && !row.reason().equals("NONE")) {
                count(reasons, row.reason());
            }
        }
        return new JsonObject()
                .put("id", id())
                .put("app", first.getApp())
                .put("importedAt", first.getImportedAt().toString())
                .put("importedBy", first.getKeyId())
                .put("total", first.getTotal())
                .put("taken", first.getTotal() - first.getRefused())
                .put("refused", first.getRefused())
                .put("counts", new JsonObject(counts))
                .put("reasons", new JsonObject(reasons));
    }

    private static void count(Map<String, Object> numbers, String name) {
        numbers.merge(name, 1, (held, one) -> (Integer) held + 1);
    }
}
