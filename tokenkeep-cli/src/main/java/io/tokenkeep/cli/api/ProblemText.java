package io.tokenkeep.cli.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Says of an answer that is no success what happened and what to do. */
final class ProblemText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ProblemText() {}

    static CommandFailure failure(int status, String body) {
        JsonNode problem = problem(body);
        String detail = problem.path("detail").asText("");
        if (problem.path("type").asText("").isEmpty() || detail.isEmpty()) {
            return new CommandFailure(ExitCode.NO_ACCESS, notTheApi(status));
        }
        String title = problem.path("title").asText("");
        String message = title.isEmpty() ? detail : title + ": " + detail;
        return switch (status) {
            case 401 ->
                new CommandFailure(
                        ExitCode.NO_ACCESS,
                        message
                                + " The key comes from TOKENKEEP_KEY or --key-file; an admin makes one with \"tokenkeep keys"
                                + " create\".");
            case 403 ->
                new CommandFailure(ExitCode.NO_ACCESS, message + " \"tokenkeep keys me\" shows what the key may do.");
            case 412 -> new CommandFailure(ExitCode.NO, message);
            case 429, 503 ->
                new CommandFailure(ExitCode.NO_ACCESS, message + " It was asked several times; try again in a minute.");
            default -> new CommandFailure(status < 500 || status == 507 ? ExitCode.NO : ExitCode.NO_ACCESS, message);
        };
    }

    private static String notTheApi(int status) {
        String what = "The answer has status " + status + " and is none of the API's.";
        if (status >= 500) {
            return what + " A proxy may stand before console-service; look whether the service runs.";
        }
        return what + " Check --url: it ends with /api/v1, and no login page may stand before it.";
    }

    private static JsonNode problem(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }
}
