package io.tokenkeep.exchange;

import io.tokenkeep.exchange.lane.RestingApps;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import java.util.Map;
import java.util.stream.Collectors;

/** Says which apps the provider refuses for their configuration. Names them, never their secrets. */
final class AppsComponent implements Component {

    private final RestingApps resting;

    AppsComponent(RestingApps resting) {
        this.resting = resting;
    }

    @Override
    public String name() {
        return "apps";
    }

    @Override
    public CheckResult check() {
        String misconfigured = resting.all().entrySet().stream()
                .filter(e -> e.getValue().reason() == RestingApps.Reason.MISCONFIGURED)
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        return misconfigured.isEmpty()
                ? CheckResult.ok()
                : CheckResult.failed(
                        "the provider refuses the id, secrets, redirect URI or testers of " + misconfigured);
    }
}
