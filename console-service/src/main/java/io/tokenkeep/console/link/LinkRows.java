package io.tokenkeep.console.link;

import io.tokenkeep.console.api.BodySchema;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.console.csv.CsvFields;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.CsvTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads connect links from a table. Each row becomes the body that makes one link, and is checked like one. */
final class LinkRows {

    private static final Set<String> COLUMNS = Set.of(
            "apps",
            "client",
            "expires_at",
            "single",
            "expected_app",
            "expected_kind",
            "expected_value",
            "return_url",
            "language",
            "confirm_within_hours",
            "note");

    private static final Pattern HOURS = Pattern.compile("[0-9]{1,9}");

    private final BodySchema schema;
    private final LinkRules rules;

    LinkRows(BodySchema schema, LinkRules rules) {
        this.schema = schema;
        this.rules = rules;
    }

    /** Fails with a problem if the whole table cannot be used. */
    List<CsvRow<LinkDraft>> read(String csv, Caller caller) {
        return new CsvTable<>("apps", COLUMNS, fields -> draft(fields, caller)).read(csv);
    }

    private LinkDraft draft(CsvFields fields, Caller caller) {
        LinkDraft draft = LinkJson.draft(schema.checked(body(fields)), rules);
        rules.check(draft, caller);
        return draft;
    }

    private static JsonObject body(CsvFields fields) {
        List<String> apps = Arrays.stream(fields.find("apps").orElse("").split("[ |]+", -1))
                .filter(app -> !app.isEmpty())
                .toList();
        if (apps.isEmpty()) {
            throw LinkRules.refused("apps: name at least one, with spaces between them.");
        }
        JsonObject body = new JsonObject().put("apps", new JsonArray(apps));
        fields.put("client", body, "client");
        fields.put("expires_at", body, "expiresAt");
        fields.find("single").ifPresent(single -> body.put("single", flag(single)));
        fields.find("expected_value").ifPresent(value -> body.put("expected", expected(fields, value, apps)));
        fields.put("return_url", body, "returnUrl");
        fields.put("language", body, "language");
        fields.find("confirm_within_hours").ifPresent(hours -> body.put("confirmWithinHours", hours(hours)));
        fields.put("note", body, "note");
        return body;
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw LinkRules.refused("single: write true or false.");
        };
    }

    /** The contract knows which numbers there may be. */
    private static int hours(String text) {
        if (!HOURS.matcher(text).matches()) {
            throw LinkRules.refused("confirm_within_hours: write a number of hours, as in 72.");
        }
        return Integer.parseInt(text);
    }

    private static JsonArray expected(CsvFields fields, String value, List<String> apps) {
        String kind = fields.find("expected_kind")
                .orElseThrow(() -> LinkRules.refused("expected_kind: write ACCOUNT, HANDLE or PAGE."));
        return new JsonArray()
                .add(new JsonObject()
                        .put("app", fields.find("expected_app").orElse(apps.get(0)))
                        .put("kind", kind.toUpperCase(Locale.ROOT))
                        .put("value", value));
    }
}
