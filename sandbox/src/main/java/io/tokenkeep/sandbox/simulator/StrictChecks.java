package io.tokenkeep.sandbox.simulator;

import io.tokenkeep.sandbox.simulator.http.ApiCall;
import io.tokenkeep.sandbox.simulator.http.ApiEndpoint;
import io.tokenkeep.sandbox.simulator.http.ApiRequest;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.http.Subject;
import io.tokenkeep.sandbox.simulator.registry.Complaint;
import io.tokenkeep.sandbox.simulator.registry.Switch;
import io.tokenkeep.sandbox.simulator.registry.World;
import java.util.Optional;

/** Refuses, and writes down, calls that are not as documented, where the switch says so. Nothing takes effect then. */
final class StrictChecks {
    private final World world;

    StrictChecks(World world) {
        this.world = world;
    }

    Optional<ApiCall> refusal(ApiEndpoint endpoint, ApiRequest request, GraphErrors errors) {
        if (!world.switches().isOn(Switch.STRICT)) {
            return Optional.empty();
        }
        var documented = endpoint.documented(request);
        var complaint = new Complaint(
                world.time().wall(),
                request.address().provider(),
                endpoint.name(request).name(),
                documented.unknown(request),
                documented.missing(request));
        if (complaint.unknown().isEmpty() && complaint.missing().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ApiCall.of(Subject.UNKNOWN, () -> {
            world.complaints().add(complaint);
            return errors.invalidParameter("(#100) Not as documented: " + complaint);
        }));
    }
}
