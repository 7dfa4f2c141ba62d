package io.tokenkeep.simulator;

import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.registry.Complaints;
import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Presentation;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.tokenkeep.simulator.registry.Tokens;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** The control API's JSON for the state of the world. Ids are strings, instants ISO 8601. */
final class WorldJson {
    private WorldJson() {}

    static <T> JsonArray list(Collection<T> values, Function<T, JsonObject> write) {
        var array = new JsonArray();
        values.forEach(value -> array.add(write.apply(value)));
        return array;
    }

    static JsonObject state(World world, int pendingFaults) {
        return new JsonObject()
                .put("now", world.time().instant().toString())
                .put("offset", world.time().offset().toString())
                .put("lifetimes", lifetimes(world.lifetimes()))
                .put("apps", list(world.apps().all(), WorldJson::app))
                .put("people", world.people().all().size())
                .put("codes", world.codes().size())
                .put("tokens", world.tokens().size())
                .put("pendingFaults", pendingFaults)
                .put("switches", switches(world.switches()));
    }

    static JsonObject switches(Switches switches) {
        var json = new JsonObject();
        for (Switch each : Switch.values()) {
            json.put(each.name(), switches.isOn(each));
        }
        return json;
    }

    static JsonObject person(Person person) {
        return new JsonObject()
                .put("id", person.idText())
                .put("username", person.username())
                .put("name", person.name())
                .put("isPrivate", person.isPrivate())
                .put("isTester", person.isTester());
    }

    static JsonObject code(GrantedCode code) {
        return new JsonObject()
                .put("code", code.value())
                .put("clientId", code.clientId())
                .put("username", code.person().username())
                .put("personId", code.person().idText())
                .put("redirectUri", code.redirectUri())
                .put("scopes", new JsonArray(code.scopes().stream().sorted().toList()))
                .put("grantedAt", code.grantedAt().toString())
                .put("grantedAtWall", code.grantedAtWall().toString())
                .put("expiresAt", code.expiresAt().toString())
                .put("redeemed", code.redeemed())
                .put("presentations", list(code.presentations(), WorldJson::presentation));
    }

    static JsonObject token(IssuedToken token, Instant now) {
        var json = new JsonObject()
                .put("token", token.value())
                .put("kind", token.kind().name())
                .put("clientId", token.clientId())
                .put("username", token.person().username())
                .put("personId", token.person().idText())
                .put("scopes", new JsonArray(token.scopes().stream().sorted().toList()))
                .put("code", token.code())
                .put("parent", token.parent())
                .put("issuedAt", token.issuedAt().toString())
                .put(
                        "expiresAt",
                        token.neverExpires() ? null : token.expiresAt().toString())
                .put("provider", token.provider().name())
                .put("type", token.reach().type().name())
                .put("accountId", token.accountId())
                .put(
                        "pages",
                        new JsonArray(token.reach().pages().stream().sorted().toList()))
                .put("dataAccessExpiresAt", token.dataAccessExpiresAt().toString())
                .put("alive", token.alive(now))
                .put("uses", token.uses());
        token.refusal(now).ifPresent(subcode -> json.put("subcode", subcode));
        return json;
    }

    /** The live tokens of each account. */
    static JsonObject accounts(Tokens tokens) {
        var accounts = new JsonArray();
        for (Provider provider : Provider.values()) {
            for (String id : new TreeSet<>(tokens.livingAccounts(provider))) {
                List<String> living = tokens.livingOf(provider, id).stream()
                        .map(IssuedToken::value)
                        .toList();
                accounts.add(new JsonObject()
                        .put("provider", provider.name())
                        .put("accountId", id)
                        .put("tokens", new JsonArray(living)));
            }
        }
        return new JsonObject().put("accounts", accounts);
    }

    static JsonObject complaints(Complaints complaints) {
        return new JsonObject().put("complaints", list(complaints.all(), complaint -> new JsonObject()
                .put("at", complaint.at().toString())
                .put("provider", complaint.provider().name())
                .put("endpoint", complaint.endpoint())
                .put("unknown", new JsonArray(List.copyOf(complaint.unknown())))
                .put("missing", new JsonArray(List.copyOf(complaint.missing())))));
    }

    static JsonObject fault(FaultRule rule) {
        return new JsonObject()
                .put("endpoint", rule.endpoint().name())
                .put("fault", rule.fault().getClass().getSimpleName())
                .put("count", rule.count())
                .put("clientId", rule.clientId())
                .put("username", rule.username());
    }

    private static JsonObject presentation(Presentation presentation) {
        Instant answeredAt = presentation.answeredAt();
        return new JsonObject()
                .put("receivedAt", presentation.receivedAt().toString())
                .put("answeredAt", answeredAt == null ? null : answeredAt.toString())
                .put("result", presentation.result().name())
                .put("delivery", presentation.delivery().name());
    }

    private static JsonObject app(RegisteredApp app) {
        return new JsonObject()
                .put("clientId", app.clientId())
                .put("provider", app.provider().name())
                .put("name", app.name())
                .put("redirectUris", new JsonArray(app.redirectUris()))
                .put("deauthorizeUri", app.deauthorizeUri())
                .put("deletionUri", app.deletionUri());
    }

    private static JsonObject lifetimes(Lifetimes lifetimes) {
        return new JsonObject()
                .put("code", lifetimes.code().toString())
                .put("shortLived", lifetimes.shortLived().toString())
                .put("longLived", lifetimes.longLived().toString())
                .put("minimumRefreshAge", lifetimes.minimumRefreshAge().toString())
                .put("dataAccess", lifetimes.dataAccess().toString());
    }
}
