package io.tokenkeep.simulator;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.Html;
import io.vertx.ext.web.RoutingContext;

/** The page that explains the simulator and its control API. */
final class HomePage {
    private static final String BODY = """
            <p class="note">This is a simulator, not Meta. It has no real accounts and calls only registered apps.</p>
            <h1>Simulator of the token endpoints of Threads, Facebook and Instagram</h1>
            <p>It answers as Meta's documentation says, and where that contradicts itself or the field, a switch chooses.</p>
            <ul>
            <li><code>GET /oauth/authorize</code>: the consent page. <code>sim_user=anna&amp;sim_decision=grant</code>
            (or <code>cancel</code>, <code>never</code>) decides without a click.</li>
            <li><code>POST /oauth/access_token</code>: a code for a short-lived token.</li>
            <li><code>GET /access_token</code>: a short-lived token for a long-lived one.</li>
            <li><code>GET /refresh_access_token</code>: another sixty days.</li>
            <li><code>GET /me</code>, <code>GET /debug_token</code>: whose token it is and how long it lives.</li>
            <li><code>/facebook/dialog/oauth</code>, <code>/facebook/oauth/access_token</code>,
            <code>/facebook/me/accounts</code> and others: the same for Facebook and its Pages.</li>
            <li><code>/instagram/oauth/authorize</code>, <code>/instagram/oauth/access_token</code> and others: Instagram
            Login.</li>
            </ul>
            <p>The control API is under <code>/_control/</code>:</p>
            <pre>curl localhost:8090/_control/state
            curl localhost:8090/_control/clock -d '{"advance":"PT24H"}'
            curl localhost:8090/_control/faults -d '{"endpoint":"CODE","kind":"RESET_AFTER","count":1}'
            curl -X DELETE localhost:8090/_control/faults
            curl localhost:8090/_control/callbacks -d '{"kind":"deauthorize","clientId":"123","username":"anna"}'</pre>
            <p>It shows codes and tokens in full, because they are valid only here.</p>
            """;

    private HomePage() {}

    static void show(RoutingContext context) {
        Answers.send(context, Answer.html(200, Html.page("Simulator of Meta's token endpoints", BODY)));
    }
}
