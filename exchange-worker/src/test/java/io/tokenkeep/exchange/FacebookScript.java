package io.tokenkeep.exchange;

import java.time.Instant;

/** A Facebook with one person and three Pages, told in two parts, of which one is withheld. */
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
    private static final String REST =
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
                .on(PAGES, asked -> asked.contains("after") ? list(REST, false) : list(FIRST, true));
    }

    /** The list of Pages breaks off after its first part. */
    static void breakOff(ScriptedGraph facebook) {
        facebook.on(PAGES, asked -> asked.contains("after") ? "" : list(FIRST, true));
    }

    private static String list(String pages, boolean more) {
        return "{\"data\":[%s],\"paging\":{\"cursors\":{\"after\":\"x\"}%s}}"
                .formatted(pages, more ? ",\"next\":\"https://elsewhere.example/\"" : "");
    }
}
