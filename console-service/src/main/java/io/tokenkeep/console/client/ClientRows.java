package io.tokenkeep.console.client;

import io.tokenkeep.account.ClientId;
import io.tokenkeep.avro.Client;
import io.tokenkeep.console.api.BodySchema;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvFields;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.CsvTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Clients in tables. A column that a table does not have leaves that part of a client as it is, an empty cell removes it. What is
 * written can be read back.
 */
final class ClientRows {

    static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "contacts",
            "language",
            "time_zone",
            "brand_name",
            "logo_url",
            "colour",
            "privacy_url",
            "help_url",
            "version");

    /** The columns of texts, and their names in the API. */
    private static final Map<String, String> TEXTS =
            Map.of("name", "name", "language", "language", "time_zone", "timeZone");

    private static final Map<String, String> BRAND = Map.of(
            "brand_name", "name",
            "logo_url", "logoUrl",
            "colour", "colour",
            "privacy_url", "privacyUrl",
            "help_url", "helpUrl");

    /** A name, and an address in angle brackets after it. */
    private static final Pattern CONTACT = Pattern.compile("(.*?)\\s*<([^<>]*)>");

    private final BodySchema schema;

    /** {@code schema}: the form of the body that makes one client. */
    ClientRows(BodySchema schema) {
        this.schema = schema;
    }

    /** The cells of one client. {@code version} is the one that the caller has seen; empty for any. */
    record Row(String id, Optional<String> version, CsvFields fields) {}

    /** Fails with a problem if the whole table cannot be used. */
    List<CsvRow<Row>> read(String csv) {
        Set<String> ids = new HashSet<>();
        return new CsvTable<>("id", Set.copyOf(COLUMNS), fields -> row(fields, ids)).read(csv);
    }

    private static Row row(CsvFields fields, Set<String> ids) {
        String id = fields.find("id").orElse("");
        String problem = ClientId.problem(id);
        if (problem != null) {
            throw Problem.invalid("id: " + problem + ".").exception();
        }
        if (!ids.add(id)) {
            throw Problem.invalid("id: an earlier row has it.").exception();
        }
        return new Row(id, fields.find("version"), fields);
    }

    /** The parts of a client after this row. Fails with a problem if they have another form than in the API. */
    ClientFields fields(Row row, Optional<Client> held) {
        JsonObject body = held.map(client -> ClientJson.body(ClientFields.of(client)))
                .orElseGet(JsonObject::new)
                .put("id", row.id());
        TEXTS.forEach((column, name) -> replace(row.fields(), column, body, name));
        if (row.fields().has("contacts")) {
            body.put("contacts", contacts(row.fields().find("contacts").orElse("")));
        }
        JsonObject brand = body.getJsonObject("brand", new JsonObject());
        BRAND.forEach((column, name) -> replace(row.fields(), column, brand, name));
        if (brand.isEmpty()) {
            body.remove("brand");
        } else {
            body.put("brand", brand);
        }
        return ClientJson.fields(schema.checked(body));
    }

    private static void replace(CsvFields fields, String column, JsonObject body, String name) {
        if (fields.has(column)) {
            body.remove(name);
            fields.put(column, body, name);
        }
    }

    private static JsonArray contacts(String cell) {
        JsonArray contacts = new JsonArray();
        cell.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            Matcher both = CONTACT.matcher(line);
            contacts.add(
                    both.matches()
                            ? new JsonObject().put("name", both.group(1)).put("email", both.group(2))
                            : new JsonObject().put("name", line));
        });
        return contacts;
    }

    static List<String> cells(Client client) {
        JsonObject json = ClientJson.body(ClientFields.of(client));
        JsonObject brand = json.getJsonObject("brand", new JsonObject());
        List<String> cells = new ArrayList<>();
        for (String column : COLUMNS) {
            cells.add(
                    switch (column) {
                        case "id" -> Cells.id(client.getClientId());
                        case "contacts" -> Cells.text(contacts(client));
                        case "version" -> Long.toString(client.getVersion().getSequence());
                        default ->
                            TEXTS.containsKey(column)
                                    ? Cells.text(json.getString(TEXTS.get(column)))
                                    : Cells.text(brand.getString(BRAND.get(column)));
                    });
        }
        return cells;
    }

    private static String contacts(Client client) {
        return client.getContacts().stream()
                .map(contact -> contact.getEmail() == null
                        ? contact.getName()
                        : contact.getName() + " <" + contact.getEmail() + ">")
                .collect(Collectors.joining("\n"));
    }
}
