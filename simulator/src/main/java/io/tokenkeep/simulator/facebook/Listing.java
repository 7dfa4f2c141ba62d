package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** One page of a list, with cursors, and a link to the next page that carries the token, as Meta's does. */
final class Listing {
    private static final int USUAL = 25;
    private static final int MOST = 100;

    private final Switches switches;

    Listing(Switches switches) {
        this.switches = switches;
    }

    /** Reads only the items that are shown. Throws IllegalArgumentException for an invalid limit or cursor. */
    Answer of(ApiRequest request, List<JsonObject> items) {
        int limit = Math.min(number(request.parameter("limit", String.valueOf(USUAL))), MOST);
        if (limit < 1) {
            throw new IllegalArgumentException("the limit is too small");
        }
        String after = request.parameter("after");
        String cursor = after == null ? "0" : decoded(after);
        boolean emptyPage = cursor.startsWith("e");
        int begin = number(emptyPage ? cursor.substring(1) : cursor);
        int end = Math.min(items.size(), emptyPage ? begin : begin + limit);
        if (begin > end) {
            throw new IllegalArgumentException("the cursor is behind the end");
        }
        boolean emptyFollows = begin == 0 && !emptyPage && switches.isOn(Switch.EMPTY_MIDDLE_PAGE);
        var body = new JsonObject().put("data", new JsonArray(new ArrayList<>(items.subList(begin, end))));
        var paging = new JsonObject();
        String following = encoded(emptyFollows ? "e" + end : String.valueOf(end));
        if (!items.isEmpty()) {
            paging.put(
                    "cursors",
                    new JsonObject().put("before", encoded("b" + begin)).put("after", following));
        }
        if (end < items.size()) {
            paging.put("next", next(request, following));
        }
        return Answer.json(body.put("paging", paging));
    }

    private String next(ApiRequest request, String after) {
        String whole = request.address().origin() + request.address().full();
        String base = switches.isOn(Switch.NEXT_NAMES_OTHER_HOST)
                ? "https://graph-elsewhere.example" + request.address().full()
                : whole;
        var query = new StringBuilder("?access_token=").append(encode(String.valueOf(request.accessToken())));
        request.parameters().forEach((name, value) -> {
            // Meta also omits the proof: clients append it.
            if (!Set.of("access_token", "appsecret_proof", "appsecret_time", "after")
                    .contains(name)) {
                query.append('&').append(encode(name)).append('=').append(encode(value));
            }
        });
        return base + query + "&after=" + encode(after);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String cursor) {
        return Base64.getUrlEncoder().encodeToString(("cursor-" + cursor).getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).replaceFirst("^cursor-", "");
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
