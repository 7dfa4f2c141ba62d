package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.meta.RecordingServer.Seen;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A Facebook that says what a test wants it to say, path by path; what it has no answer for is a 404. */
final class FacebookBench implements AutoCloseable {

    static final String VALID = "{\"data\":{\"type\":\"USER\",\"is_valid\":true,\"expires_at\":%s,"
            + "\"data_access_expires_at\":1800000000,\"scopes\":[\"pages_show_list\"]}}";

    final ProviderBench bench = new ProviderBench();
    private final Map<String, Function<Seen, String>> answers = new HashMap<>();
    private final RecordingServer server = new RecordingServer(bench.vertx, (seen, response) -> {
        Function<Seen, String> answer = answers.get(seen.path());
        String body = answer == null ? "" : answer.apply(seen);
        int status = answer == null ? 404 : body.startsWith("{\"error\"") ? 400 : 200;
        var unused = response.setStatusCode(status).end(body);
    });

    /** Below {@code /v25.0}, as a real address may be. */
    FacebookBench on(String path, Function<Seen, String> answer) {
        answers.put("/v25.0" + path, answer);
        return this;
    }

    FacebookBench on(String path, String answer) {
        return on(path, seen -> answer);
    }

    Provider provider(String... secrets) {
        return bench.provider(MetaDescriptions.FACEBOOK, URI.create(server.baseUri() + "/v25.0"), secrets);
    }

    List<Seen> requests() {
        return server.requests();
    }

    List<Seen> requests(String path) {
        return requests().stream()
                .filter(seen -> seen.path().equals("/v25.0" + path))
                .toList();
    }

    @Override
    public void close() {
        bench.close();
    }
}
