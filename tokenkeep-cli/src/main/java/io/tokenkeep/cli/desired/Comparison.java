package io.tokenkeep.cli.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a file with what an installation has. Each call of a change names the version that was compared. */
public final class Comparison {

    private static final List<String> CLIENT = List.of("name", "contacts", "language", "timeZone", "brand");
    private static final List<String> KEY = List.of("name", "role", "clients", "expiresAt", "secretHash");

    private final boolean prune;
    private final List<Difference> found = new ArrayList<>();

    private Comparison(boolean prune) {
        this.prune = prune;
    }

    /**
     * In the order in which they are carried out: keys may name clients, so clients are made first and deleted last.
     *
     * @param prune whether what the file does not name is deleted or revoked; only of the sections that the file has
     */
    public static List<Difference> of(
            DesiredFile desired, Map<String, ObjectNode> clients, Map<String, ObjectNode> keys, boolean prune) {
        Comparison comparison = new Comparison(prune);
        desired.clients().ifPresent(wanted -> wanted.forEach((id, one) -> comparison.client(id, clients.get(id), one)));
        desired.keys().ifPresent(wanted -> comparison.keys(wanted, keys));
        desired.clients().ifPresent(wanted -> comparison.surplusClients(wanted, clients));
        return List.copyOf(comparison.found);
    }

    private void client(String id, @Nullable ObjectNode held, ObjectNode wanted) {
        List<String> lines = differences(held, wanted, CLIENT);
        if (lines.isEmpty()) {
            return;
        }
        ApiCall call;
        if (held == null) {
            call = body(ApiCall.post("/clients"), wanted);
        } else {
            ObjectNode fields = wanted.deepCopy();
            fields.remove("id");
            call = body(ApiCall.put(ApiCall.path("clients", id)), fields)
                    .ifMatch(held.path("version").asLong());
        }
        found.add(new Difference((held == null ? "+ " : "~ ") + "clients/" + id, lines, call));
    }

    private void surplusClients(Map<String, ObjectNode> wanted, Map<String, ObjectNode> held) {
        held.forEach((id, client) -> {
            if (prune && !wanted.containsKey(id)) {
                found.add(new Difference(
                        "- clients/" + id,
                        List.of(),
                        ApiCall.delete(ApiCall.path("clients", id))
                                .ifMatch(client.path("version").asLong())));
            }
        });
    }

    private void keys(Map<String, ObjectNode> wanted, Map<String, ObjectNode> held) {
        wanted.forEach((id, key) -> key(id, held.get(id), key));
        held.forEach((id, key) -> {
            if (prune && !wanted.containsKey(id) && !key.has("revokedAt")) {
                found.add(new Difference(
                        "- keys/" + id,
                        List.of(),
                        ApiCall.delete(ApiCall.path("keys", id))
                                .ifMatch(key.path("version").asLong())));
            }
        });
    }

    private void key(String id, @Nullable ObjectNode held, ObjectNode wanted) {
        List<String> lines = new ArrayList<>(differences(held, wanted, KEY));
        if (held == null) {
            found.add(new Difference("+ keys/" + id, lines, body(ApiCall.post("/keys"), wanted)));
        } else if (held.has("revokedAt") || !lines.isEmpty()) {
            lines.add(
                    held.has("revokedAt")
                            ? "  ! it is revoked and does not come back; give the key another id"
                            : "  ! an API key cannot be changed; make one with another id, and take this one out");
            found.add(new Difference("! keys/" + id, lines, null));
        }
    }

    private static ApiCall body(ApiCall call, ObjectNode content) {
        return call.body(ApiCall.JSON, Answer.bytes(content));
    }

    private static List<String> differences(@Nullable ObjectNode held, ObjectNode wanted, List<String> members) {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        for (String member : members) {
            if (held != null) {
                flatten(member, held.path(member), before);
            }
            flatten(member, wanted.path(member), after);
        }
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String old = before.get(name);
            String next = after.get(name);
            if (old != null && !old.equals(next)) {
                lines.add("  - " + name + ": " + old);
            }
            if (next != null && !next.equals(old)) {
                lines.add("  + " + name + ": " + next);
            }
        }
        return lines;
    }

    /** One entry a value. An empty list or object says nothing, as if it were missing. */
    private static void flatten(String name, JsonNode value, Map<String, String> into) {
        if (value instanceof ArrayNode array) {
            for (int at = 0; at < array.size(); at++) {
                flatten(name + "[" + at + "]", array.get(at), into);
            }
        } else if (value.isObject()) {
            value.properties().forEach(member -> flatten(name + "." + member.getKey(), member.getValue(), into));
        } else if (!value.isMissingNode() && !value.isNull()) {
            into.put(name, name.equals("expiresAt") ? time(value.asText()) : value.asText());
        }
    }

    /** The same moment may be written in several ways. */
    private static String time(String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeException e) {
            return text;
        }
    }
}
