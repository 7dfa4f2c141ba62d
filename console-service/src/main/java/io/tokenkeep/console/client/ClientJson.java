package io.tokenkeep.console.client;

import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ClientBrand;
import io.tokenkeep.avro.ClientContact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A client as the API has it. The contract bounds every text; what it cannot say is checked by {@link ClientFields}. */
final class ClientJson {

    private ClientJson() {}

    static JsonObject of(Client client) {
        return body(ClientFields.of(client))
                .put("id", client.getClientId())
                .put("version", client.getVersion().getSequence())
                .put("createdAt", client.getCreatedAt().toString())
                .put("changedAt", client.getVersion().getChangedAt().toString())
                .put("changedBy", client.getVersion().getChangedBy());
    }

    /** The parts that a caller sets, as {@link #fields} reads them. */
    static JsonObject body(ClientFields fields) {
        JsonObject json = new JsonObject().put("name", fields.name()).put("contacts", contacts(fields.contacts()));
        putIfSet(json, "language", fields.language());
        putIfSet(json, "timeZone", fields.timeZone());
        ClientBrand brand = fields.brand();
        if (brand != null) {
            json.put("brand", brand(brand));
        }
        return json;
    }

    private static JsonArray contacts(List<ClientContact> contacts) {
        JsonArray all = new JsonArray();
        for (ClientContact contact : contacts) {
            JsonObject json = new JsonObject().put("name", contact.getName());
            putIfSet(json, "email", contact.getEmail());
            all.add(json);
        }
        return all;
    }

    private static JsonObject brand(ClientBrand brand) {
        JsonObject json = new JsonObject();
        putIfSet(json, "name", brand.getName());
        putIfSet(json, "logoUrl", brand.getLogoUrl());
        putIfSet(json, "colour", brand.getColour());
        putIfSet(json, "privacyUrl", brand.getPrivacyUrl());
        putIfSet(json, "helpUrl", brand.getHelpUrl());
        return json;
    }

    private static void putIfSet(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** The parts of a client that a caller sets. */
    static ClientFields fields(JsonObject body) {
        JsonArray contacts = body.getJsonArray("contacts", new JsonArray());
        JsonObject brand = body.getJsonObject("brand");
        return new ClientFields(
                body.getString("name"),
                IntStream.range(0, contacts.size())
                        .mapToObj(contacts::getJsonObject)
                        .map(json -> new ClientContact(json.getString("name"), json.getString("email")))
                        .toList(),
                body.getString("language"),
                body.getString("timeZone"),
                brand == null
                        ? null
                        : new ClientBrand(
                                brand.getString("name"),
                                brand.getString("logoUrl"),
                                brand.getString("colour"),
                                brand.getString("privacyUrl"),
                                brand.getString("helpUrl")));
    }
}
