package io.tokenkeep.exchange.cooldown;

import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reports which apps the provider refuses and what to correct. An app over its rate limit is not reported, because
 * nobody has to act. Names apps, never their secrets.
 */
public final class AppsComponent implements Component {

    private final List<String> apps;
    private final AppCooldowns cooldowns;

    public AppsComponent(Collection<String> apps, AppCooldowns cooldowns) {
        this.apps = apps.stream().sorted().toList();
        this.cooldowns = cooldowns;
    }

    @Override
    public String name() {
        return "apps";
    }

    @Override
    public CheckResult check() {
        String problems = apps.stream()
                .flatMap(app -> cooldowns
                        .complaint(app)
                        .filter(kind -> kind != FailureKind.RATE_LIMITED)
                        .map(kind -> app + ": " + AppFailureAdvice.of(kind))
                        .stream())
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? CheckResult.ok() : CheckResult.failed(problems);
    }
}
