package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.util.Optional;

/** {@code debug_token}: an app, a developer of it, or the token itself may ask. */
final class DebugEndpoint implements ApiEndpoint {
    private final World world;
    private final Callers callers;
    private final DebugJson json;

    DebugEndpoint(World world, Callers callers) {
        this.world = world;
        this.callers = callers;
        this.json = new DebugJson(world);
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.DEBUG;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken("input_token");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        Subject subject = world.tokens()
                .find(request.parameter("input_token"))
                .map(token -> new Subject(token.clientId(), token.person().username()))
                .orElse(Subject.UNKNOWN);
        return ApiCall.of(subject, () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        String input = request.parameter("input_token");
        if (input == null) {
            return callers.errors().invalidParameter("(#100) The parameter input_token is required");
        }
        Optional<RegisteredApp> app = callers.app(request);
        if (app.isPresent()) {
            return inspect(app.get().clientId(), input);
        }
        return callers.withLiving(
                request,
                caller -> mayAsk(caller, input)
                        ? inspect(caller.clientId(), input)
                        : callers.errors()
                                .invalidParameter(
                                        "(#100) You must provide an app access token, or a user access token that is"
                                                + " an owner or developer of the app"));
    }

    private boolean mayAsk(IssuedToken caller, String input) {
        return caller.value().equals(input)
                || world.switches().isOn(Switch.DEBUG_OPEN_TO_ALL)
                || world.people()
                        .withId(caller.person().id())
                        .filter(Person::isTester)
                        .isPresent();
    }

    private Answer inspect(String clientId, String input) {
        Optional<RegisteredApp> itself =
                world.appOf(input).filter(app -> app.clientId().equals(clientId));
        if (itself.isPresent()) {
            return json.app(itself.get());
        }
        Optional<IssuedToken> asked = world.tokens().find(input).filter(token -> token.provider() == Provider.FACEBOOK);
        if (asked.isEmpty()) {
            return json.unknown();
        }
        return asked.get().clientId().equals(clientId)
                ? json.token(asked.get())
                : callers.errors()
                        .invalidParameter("(#100) The App_id in the input_token did not match the Viewing App");
    }
}
