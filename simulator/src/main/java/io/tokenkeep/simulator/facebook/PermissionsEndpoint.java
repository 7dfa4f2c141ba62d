package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Permissions.Status;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Lists what a person has granted an app, and revokes one permission or the whole app (K39). */
final class PermissionsEndpoint implements ApiEndpoint {
    private final Callers callers;
    private final World world;
    private final BiConsumer<String, String> removal;
    private final String userId;
    private final @Nullable String named;

    PermissionsEndpoint(
            Callers callers, World world, BiConsumer<String, String> removal, String userId, @Nullable String named) {
        this.callers = callers;
        this.world = world;
        this.removal = removal;
        this.userId = userId;
        this.named = named;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return request.isDelete() ? Endpoint.REVOKE : Endpoint.PERMISSIONS;
    }

    @Override
    public boolean takesDelete() {
        return true;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return request.isDelete()
                ? Documented.withToken().or("permission", "method")
                : Documented.withToken().or("permission", "status");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(callers.subjectOf(request), () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        Optional<RegisteredApp> app = callers.app(request);
        if (app.isPresent()) {
            return personWithId()
                    .map(person -> act(request, app.get().clientId(), person, false))
                    .orElseGet(() -> callers.missing(request, userId));
        }
        return callers.withLiving(
                request,
                caller -> !caller.reach().isPage() && callers.isOf(caller, userId)
                        ? act(request, caller.clientId(), caller.person(), callers.isLapsed(caller))
                        : callers.missing(request, userId));
    }

    private Answer act(ApiRequest request, String clientId, Person person, boolean lapsed) {
        if (request.isGet()) {
            return named == null ? list(request, clientId, person, lapsed) : callers.missing(request, named);
        }
        if (!request.isDelete()) {
            return callers.errors().invalidParameter("Unsupported post request.");
        }
        String permission = named == null ? request.parameter("permission") : named;
        if (permission == null) {
            removal.accept(clientId, person.username());
            return done(true);
        }
        if (world.permissions().of(clientId, person).get(permission) != Status.GRANTED) {
            return callers.errors().invalidParameter("(#100) Permission is not granted to the app");
        }
        world.forgetPermission(clientId, person, permission);
        return done(named == null);
    }

    private Answer list(ApiRequest request, String clientId, Person person, boolean lapsed) {
        String permission = request.parameter("permission");
        String status = request.parameter("status");
        var data = new JsonArray();
        world.permissions().of(clientId, person).forEach((name, said) -> {
            Status now = lapsed && said == Status.GRANTED ? Status.EXPIRED : said;
            String word = now.name().toLowerCase(Locale.ROOT);
            if ((permission == null || permission.equals(name)) && (status == null || status.equals(word))) {
                data.add(new JsonObject().put("permission", name).put("status", word));
            }
        });
        return Answer.json(new JsonObject().put("data", data).put("paging", new JsonObject()));
    }

    private Answer done(boolean asObject) {
        return asObject != world.switches().isOn(Switch.K39_REVERSED)
                ? Answer.json(new JsonObject().put("success", true))
                : Answer.of(200, Answer.JSON, "true");
    }

    private Optional<Person> personWithId() {
        return userId.matches("\\d{1,18}") ? world.people().withId(Long.parseLong(userId)) : Optional.empty();
    }
}
