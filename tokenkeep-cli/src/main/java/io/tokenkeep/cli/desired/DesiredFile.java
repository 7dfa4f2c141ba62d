package io.tokenkeep.cli.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * What a file says an installation should have: clients with their brands, and API keys by hash. YAML, or JSON, which is YAML too. Each
 * value is the text that stands in the file, so an id 007 stays 007. Immutable.
 *
 * @param clients by id; empty if the file says nothing of clients
 * @param keys by id; empty if the file says nothing of keys
 */
public record DesiredFile(Optional<Map<String, ObjectNode>> clients, Optional<Map<String, ObjectNode>> keys) {

    private static final int LONGEST = 16 << 20;
    private static final int MOST_ALIASES = 50;
    private static final Set<String> CLIENT = Set.of("id", "name", "contacts", "language", "timeZone", "brand");
    private static final Set<String> KEY = Set.of("id", "name", "role", "clients", "expiresAt", "secretHash");
    private static final Set<String> BRAND = Set.of("name", "logoUrl", "colour", "privacyUrl", "helpUrl");
    private static final Set<String> CONTACT = Set.of("name", "email");

    /** Fails with {@link CommandFailure} that names the place, and for a key never its hash. */
    public static DesiredFile parse(byte[] file) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setCodePointLimit(LONGEST)
                .build();
        JsonNode root;
        try {
            root = node(new Load(settings).loadFromString(new String(file, StandardCharsets.UTF_8)), "the file");
        } catch (YamlEngineException | StackOverflowError e) {
            String why = e.getMessage();
            throw wrong("it is no YAML: "
                    + (why == null ? "too deep" : why.lines().findFirst().orElse("")));
        }
        if (!root.isObject()) {
            throw wrong("at its top it needs clients: or keys:");
        }
        checkNames(root, Set.of("clients", "keys"), "the top");
        DesiredFile desired = new DesiredFile(section(root, "clients", CLIENT), section(root, "keys", KEY));
        desired.clients().ifPresent(clients -> clients.forEach(DesiredFile::checkClient));
        desired.keys().ifPresent(keys -> keys.forEach(DesiredFile::checkKey));
        return desired;
    }

    private static Optional<Map<String, ObjectNode>> section(JsonNode root, String name, Set<String> members) {
        JsonNode list = root.get(name);
        if (list == null) {
            return Optional.empty();
        }
        if (!list.isArray()) {
            throw wrong(name + " needs a list; write [] for none");
        }
        Map<String, ObjectNode> byId = new TreeMap<>();
        for (JsonNode item : list) {
            String id = item.path("id").asText("");
            if (!(item instanceof ObjectNode object) || id.isEmpty()) {
                throw wrong("each item of " + name + " needs an id");
            }
            checkNames(object, members, name + " " + id);
            if (byId.put(id, object) != null) {
                throw wrong("two items of " + name + " have the id " + id);
            }
        }
        return Optional.of(byId);
    }

    private static void checkClient(String id, ObjectNode client) {
        String place = "client " + id;
        need(client, List.of("name"), place);
        checkTexts(client, Set.of("contacts", "brand"), place);
        JsonNode brand = client.get("brand");
        if (brand != null) {
            checkObject(brand, BRAND, place + ": brand");
        }
        checkList(client, "contacts", place);
        client.path("contacts").forEach(contact -> checkObject(contact, CONTACT, place + ": contacts"));
    }

    private static void checkKey(String id, ObjectNode key) {
        String place = "key " + id;
        need(key, List.of("name", "role", "secretHash"), place);
        checkTexts(key, Set.of("clients"), place);
        checkList(key, "clients", place);
        if (!key.path("secretHash").asText().matches("[0-9a-f]{64}")) {
            throw wrong(
                    place + ": secretHash is no hash as \"tokenkeep keys hash\" prints it; never write the key itself");
        }
    }

    private static void checkObject(JsonNode node, Set<String> members, String place) {
        if (!node.isObject()) {
            throw wrong(place + " needs members such as name:");
        }
        checkNames(node, members, place);
        checkTexts(node, Set.of(), place);
    }

    private static void checkNames(JsonNode node, Set<String> known, String place) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw wrong(place + " has " + name + "; known are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    private static void checkTexts(JsonNode node, Set<String> others, String place) {
        node.properties().forEach(member -> {
            if (!others.contains(member.getKey()) && !member.getValue().isTextual()) {
                throw wrong(place + ": " + member.getKey() + " needs a text");
            }
        });
    }

    private static void checkList(JsonNode node, String name, String place) {
        if (node.has(name) && !node.path(name).isArray()) {
            throw wrong(place + ": " + name + " needs a list");
        }
    }

    private static void need(JsonNode node, List<String> names, String place) {
        for (String name : names) {
            if (node.path(name).asText("").isEmpty()) {
                throw wrong(place + " needs " + name);
            }
        }
    }

    private static JsonNode node(Object value, String place) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            map.forEach((name, member) -> object.set(String.valueOf(name), node(member, String.valueOf(name))));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> array.add(node(item, place)));
            return array;
        }
        if (value instanceof String text) {
            return JsonNodeFactory.instance.textNode(text);
        }
        throw wrong(place + " has no value; leave it out instead");
    }

    private static CommandFailure wrong(String what) {
        return new CommandFailure(ExitCode.USAGE, "The file is not valid: " + what + ".");
    }
}
