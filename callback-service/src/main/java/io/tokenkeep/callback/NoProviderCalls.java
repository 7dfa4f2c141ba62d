package io.tokenkeep.callback;

import io.tokenkeep.callback.provider.CallAnswer;
import io.tokenkeep.callback.provider.CallKind;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.vertx.core.Future;
import java.util.Map;

/** For a service none of whose providers makes calls. */
final class NoProviderCalls implements ProviderCalls {

    static final NoProviderCalls INSTANCE = new NoProviderCalls();

    private static final CallAnswer REFUSED = CallAnswer.refused(404, "No provider calls this address.");

    private NoProviderCalls() {}

    @Override
    public Future<CallAnswer> receive(CallKind kind, String app, Map<String, String> form) {
        return Future.succeededFuture(REFUSED);
    }

    @Override
    public CallAnswer unreadable(CallKind kind, String app, boolean tooLarge) {
        return REFUSED;
    }

    @Override
    public CallAnswer postOnly() {
        return REFUSED;
    }

    @Override
    public Component health() {
        return Component.of("provider-calls", CheckResult::ok);
    }
}
