package io.tokenkeep.simulator.registry;

import java.util.Map;

/** Profile fields other than the name: made up, and the same for the same name. */
public final class Profiles {

    private static final int MOST = 5000;

    private Profiles() {}

    /** Of a professional Instagram account, however one came to it. */
    public static Map<String, Object> ofInstagram(String username) {
        return Map.of(
                "name", username,
                "profile_picture_url", picture(username),
                "followers_count", number(username, 1),
                "follows_count", number(username, 2),
                "media_count", number(username, 3),
                "biography", "An account that exists in a simulator only.",
                "website", "https://" + username.replace('_', '-') + ".example/");
    }

    public static String picture(String name) {
        return "https://scontent.example/" + name + ".jpg";
    }

    public static int number(String name, int which) {
        return Math.floorMod(name.hashCode() * 31 + which, MOST);
    }
}
