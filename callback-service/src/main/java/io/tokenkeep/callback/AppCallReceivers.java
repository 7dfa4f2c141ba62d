package io.tokenkeep.callback;

import io.tokenkeep.callback.provider.ProviderCalls;
import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.health.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which app's calls are received by what. Immutable. */
final class AppCallReceivers {

    private final List<ProviderCalls> all;
    private final Map<String, ProviderCalls> byApp;

    private AppCallReceivers(List<ProviderCalls> all, Map<String, ProviderCalls> byApp) {
        this.all = List.copyOf(all);
        this.byApp = Map.copyOf(byApp);
    }

    /** @param parts with all apps of the service; each receiver gets its own */
    static AppCallReceivers of(ProvidersByApp providers, ProviderCalls.Parts parts) {
        Map<ProviderCalls.Factory, List<AppConfig>> shared = new LinkedHashMap<>();
        parts.apps().all().forEach(app -> providers.calls(app).ifPresent(factory -> shared.computeIfAbsent(
                        factory, none -> new ArrayList<>())
                .add(app)));
        List<ProviderCalls> all = new ArrayList<>();
        Map<String, ProviderCalls> byApp = new LinkedHashMap<>();
        shared.forEach((factory, apps) -> {
            ProviderCalls receiver = factory.create(parts.with(new Apps(apps)));
            all.add(receiver);
            apps.forEach(app -> byApp.put(app.name(), receiver));
        });
        return new AppCallReceivers(all, byApp);
    }

    /** An app that nobody receives calls for is refused like one that does not exist. */
    ProviderCalls of(String app) {
        ProviderCalls anyOther = all.isEmpty() ? NoProviderCalls.INSTANCE : all.get(0);
        return byApp.getOrDefault(app, anyOther);
    }

    List<Component> health() {
        return all.stream().map(ProviderCalls::health).toList();
    }
}
