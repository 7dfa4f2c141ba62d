package io.tokenkeep.exchange;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Facebook with one person and three Pages, listed in two parts, of which one is withheld. */
final class FacebookScript {

    static final String APP = "facebook-main";
    static final String PERSON = "27640875392278831";
    static final String BAKERY = "2121008874780932";
    static final String LIBRARY = "9007199254740993";
    static final String MUSEUM = "77";
    static final Instant DATA_ACCESS = Instant.ofEpochSecond(4000000000L);
    static final String PAGES = "/" + PERSON + "/accounts";
    static final String TOKEN = "/oauth/access_token";

    /** When inspection says that a person's token ends. */
    static final Instant END = Instant.ofEpochSecond(3_999_999_999L);

    private static final String FIRST =
            "{\"id\":\"" + BAKERY + "\",\"name\":\"Bakery\",\"access_token\":\"EAP-bakery\","
                    + "\"tasks\":[\"CREATE_CONTENT\"],\"instagram_business_account\":{\"id\":\"17841405793187219\","
                    + "\"username\":\"bakery\"}}";
    private static final String SECOND =
            "{\"id\":\"" + LIBRARY + "\",\"name\":\"Library\",\"access_token\":\"EAP-library\"}," + "{\"id\":\""
                    + MUSEUM + "\",\"name\":\"Museum\"}";

    private FacebookScript() {}

    /** Everything works. */
    static void play(ScriptedGraph facebook) {
        facebook.on(
                        TOKEN,
                        asked -> asked.contains("code")
                                ? "{\"access_token\":\"EAA-short\",\"token_type\":\"bearer\"}"
                                : "{\"access_token\":\"EAA-long\",\"expires_in\":5183791}")
                .on(
                        "/debug_token",
                        asked -> "{\"data\":{\"type\":\"USER\",\"is_valid\":true,\"expires_at\":"
                                + (asked.get("input_token").startsWith("EAP") ? 0 : END.getEpochSecond())
                                + ",\"data_access_expires_at\":" + DATA_ACCESS.getEpochSecond()
                                + ",\"scopes\":[\"public_profile\",\"pages_show_list\"]}}")
                .on(
                        "/me",
                        asked -> asked.get("access_token").startsWith("EAP")
                                ? "{\"id\":\"" + BAKERY + "\",\"name\":\"Bakery\"}"
                                : "{\"id\":\"" + PERSON + "\",\"name\":\"Anna\"}")
                .on(PAGES, asked -> asked.contains("after") ? list(SECOND, false) : list(FIRST, true));
    }

    /** The list of Pages breaks off after its first part. */
    static void breakOff(ScriptedGraph facebook) {
        facebook.on(PAGES, asked -> asked.contains("after") ? "" : list(FIRST, true));
    }

    /** What inspection tells of a token that was granted for these Pages. */
    static void grant(ScriptedGraph facebook, String... pages) {
        facebook.on(
                "/debug_token",
                "{\"data\":{\"type\":\"USER\",\"is_valid\":true,\"expires_at\":" + END.getEpochSecond()
                        + ",\"data_access_expires_at\":" + DATA_ACCESS.getEpochSecond()
                        + ",\"scopes\":[\"public_profile\",\"pages_show_list\",\"pages_manage_posts\"],"
                        + "\"granular_scopes\":[{\"scope\":\"pages_show_list\",\"target_ids\":["
                        + String.join(",", pages) + "]}]}}");
    }

    /** So many Pages, each with a name of 200 characters. */
    static void crowd(ScriptedGraph facebook, int pages) {
        facebook.on(PAGES, asked -> {
            int begin = asked.contains("after") ? Integer.parseInt(asked.get("after")) : 0;
            int end = Math.min(pages, begin + Integer.parseInt(asked.get("limit")));
            return "{\"data\":[%s],\"paging\":{\"cursors\":{\"after\":\"%d\"}%s}}"
                    .formatted(
                            IntStream.range(begin, end)
                                    .mapToObj(FacebookScript::ofCrowd)
                                    .collect(Collectors.joining(",")),
                            end,
                            end < pages ? ",\"next\":\"https://elsewhere.example/\"" : "");
        });
    }

    private static String ofCrowd(int number) {
        return "{\"id\":\"%d\",\"name\":\"%s\",\"access_token\":\"EAP-%d\",\"tasks\":[\"CREATE_CONTENT\"]}"
                .formatted(1_000_000 + number, "\u0416".repeat(200), number);
    }

    private static String list(String pages, boolean more) {
        return "{\"data\":[%s],\"paging\":{\"cursors\":{\"after\":\"x\"}%s}}"
                .formatted(pages, more ? ",\"next\":\"https://elsewhere.example/\"" : "");
    }
}
