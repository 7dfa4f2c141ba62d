package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A person without a browser's window who uses a link of the console: the choice of an app, and a consent at the simulator. */
final class LinkVisitor {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String username;

    LinkVisitor(String username) {
        this.username = username;
    }

    /** Returns when the page after the consent is there. Waits until callback-service knows the link. */
    void connect(URI link, String app) throws IOException, InterruptedException {
        HttpRequest choice = HttpRequest.newBuilder(link)
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("app=" + app))
                .build();
        HttpResponse<Void> chosen = await().atMost(LIMIT)
                .until(() -> http.send(choice, BodyHandlers.discarding()), answer -> answer.statusCode() == 303);
        URI consent = URI.create(location(chosen) + "&sim_user=" + username + "&sim_decision=grant");
        URI back = location(http.send(HttpRequest.newBuilder(consent).build(), BodyHandlers.discarding()));
        String withoutFragment = back.toString().replaceFirst("#.*", "");
        HttpResponse<Void> taken =
                http.send(HttpRequest.newBuilder(URI.create(withoutFragment)).build(), BodyHandlers.discarding());
        assertThat(taken.statusCode()).isIn(200, 302, 303);
    }

    private static URI location(HttpResponse<?> answer) {
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }
}
