package io.tokenkeep.quickstart;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person's way from a connect link to the redirect, one request at a time, with every secret on it noted. */
final class Walk {

    private static final Duration CALL = Duration.ofSeconds(20);

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CALL)
            .build();

    private final String link;
    private final String state;
    private final URI redirect;
    private volatile @Nullable URI outcome;

    private Walk(ConnectLinks links, String username) throws IOException, InterruptedException {
        URI start = links.link(new ConnectRequest(SimulatedApp.THREADS, username), Duration.ofHours(1));
        this.link = parameter(start, "link");
        URI authorize = location(start);
        this.state = parameter(authorize, "state");
        this.redirect = location(URI.create(authorize + "&sim_user=" + username + "&sim_decision=grant"));
    }

    /** Goes as far as the redirect that carries the code, and does not follow it. */
    static Walk toRedirect(ConnectLinks links, String username) throws IOException, InterruptedException {
        return new Walk(links, username);
    }

    /** Follows the redirect, as often as wanted. */
    HttpResponse<String> arrive() throws IOException, InterruptedException {
        HttpResponse<String> answer = get(redirect);
        answer.headers().firstValue("Location").ifPresent(page -> outcome = redirect.resolve(page));
        return answer;
    }

    /** Whether the page that the redirect led to has come to its last word. */
    boolean isSettled() throws IOException, InterruptedException {
        URI page = outcome;
        return page != null && !get(page).body().matches("(?s).*data-page=\"(working|waiting)\".*");
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(address).timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What of this walk must be seen by nobody. */
    List<String> secrets() {
        return new ArrayList<>(List.of(link, state, parameter(redirect, "code")));
    }

    private URI location(URI address) throws IOException, InterruptedException {
        HttpResponse<String> response = get(address);
        return address.resolve(response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(
                        "HTTP " + response.statusCode() + " without a Location at " + address.getPath())));
    }

    private static String parameter(URI address, String name) {
        for (String pair : address.getRawQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " at " + address.getPath());
    }
}
