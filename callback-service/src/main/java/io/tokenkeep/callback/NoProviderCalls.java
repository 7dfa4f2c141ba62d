package io.tokenkeep.callback;

import io.tokenkeep.callback.provider.CallKind;
import io.tokenkeep.callback.provider.CallResponse;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.vertx.core.Future;
import java.util.Map;

/** For a service none of whose providers makes calls. */
final class NoProviderCalls implements ProviderCalls {

    static final NoProviderCalls INSTANCE = new NoProviderCalls();

    private static final CallResponse REFUSED = CallResponse.refused(404, "No provider calls this address.");

    private NoProviderCalls() {}

    @Override
    public Future<CallResponse> receive(CallKind kind, String app, Map<String, String> form) {
        return Future.succeededFuture(REFUSED);
    }

    @Override
    public CallResponse unreadable(CallKind kind, String app, boolean tooLarge) {
        return REFUSED;
    }

    @Override
    public CallResponse postOnly() {
        return REFUSED;
    }

    @Override
    public Component health() {
        return Component.of("provider-calls", CheckResult::ok);
    }
}
