package io.tokenkeep.quickstart;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One simulated person with a browser of their own. The person opens a connect link, consents at the simulator, and
 * follows the redirects to the page that shows the outcome.
 */
final class Visitor {

    private static final int MOST_STEPS = 6;

    private final WebClient client;
    private final String username;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    Visitor(WebClient client, String username) {
        this.client = client;
        this.username = username;
    }

    /** Completes when the page after the redirect is reached. The outcome appears on it later. */
    Future<Void> connect(URI link) {
        return step(link, MOST_STEPS);
    }

    private Future<Void> step(URI address, int left) {
        return client.requestAbs(HttpMethod.GET, address.toString())
                .followRedirects(false)
                .putHeaders(headers())
                .send()
                .compose(response -> next(address, response, left));
    }

    private Future<Void> next(URI address, HttpResponse<Buffer> response, int left) {
        response.cookies().forEach(this::remember);
        int status = response.statusCode();
        String location = response.getHeader("Location");
        if (status == 200) {
            return Future.succeededFuture();
        }
        if (location == null || status < 301 || status > 303 || left == 0) {
            // Only the path, because the query may contain a code.
            return Future.failedFuture(
                    new IllegalStateException("HTTP " + status + " at " + address.getPath() + " for " + username));
        }
        URI target = address.resolve(location);
        return step(atConsentPage(target) ? decided(target) : withoutFragment(target), left - 1);
    }

    private static boolean atConsentPage(URI target) {
        return target.getPath().endsWith("/oauth/authorize") || target.getPath().endsWith("/dialog/oauth");
    }

    /** Adds the parameters from which the simulator reads a script's decision. */
    private URI decided(URI target) {
        return URI.create(target + "&sim_user=" + username + "&sim_decision=grant");
    }

    private static URI withoutFragment(URI target) {
        String text = target.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? target : URI.create(text.substring(0, hash));
    }

    private MultiMap headers() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (!cookies.isEmpty()) {
            headers.add(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return headers;
    }

    private void remember(String setCookie) {
        List<String> pair = List.of(setCookie.split(";", 2)[0].split("=", 2));
        if (pair.size() == 2) {
            cookies.put(pair.get(0).strip(), pair.get(1).strip());
        }
    }
}
