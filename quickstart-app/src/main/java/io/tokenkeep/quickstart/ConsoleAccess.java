package io.tokenkeep.quickstart;

import io.tokenkeep.apikey.ApiKeyText;

/** What somebody needs to call the API of console-service: its port, and an admin key that is valid until this run ends. */
record ConsoleAccess(int port, ApiKeyText key) {

    /** The id of the key. */
    static final String KEY = "quickstart";

    String url() {
        return "http://localhost:" + port + "/api/v1";
    }
}
