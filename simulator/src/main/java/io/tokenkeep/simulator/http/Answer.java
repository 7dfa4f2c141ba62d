package io.tokenkeep.simulator.http;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** An HTTP answer. Its toString omits body and headers, which may contain secrets. */
public record Answer(int status, Map<String, String> headers, String body) {
    public static final String JSON = "application/json; charset=UTF-8";
    public static final String HTML = "text/html; charset=UTF-8";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer json(int status, JsonObject body) {
        return of(status, JSON, ascii(body.encode()));
    }

    public static Answer json(JsonObject body) {
        return json(200, body);
    }

    /** Escapes non-ASCII characters, as Meta does. */
    private static String ascii(String json) {
        var escaped = new StringBuilder(json.length());
        json.chars()
                .forEach(each -> escaped.append(each < 128 ? String.valueOf((char) each) : "\\u%04x".formatted(each)));
        return escaped.toString();
    }

    public static Answer html(int status, String page) {
        return of(status, HTML, page);
    }

    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType, "Cache-Control", "no-store"), body);
    }

    public static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location, "Cache-Control", "no-store"), "");
    }

    public Answer withBody(String other) {
        return new Answer(status, headers, other);
    }

    public Answer with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    /** Renames a header, if the answer has it. */
    public Answer renamed(String name, String other) {
        String value = headers.get(name);
        if (value == null) {
            return this;
        }
        var changed = new HashMap<>(headers);
        changed.remove(name);
        changed.put(other, value);
        return new Answer(status, changed, body);
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
